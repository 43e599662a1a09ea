/** The level below which an organization wants to be warned of its balance. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { findBalance, updateAlertLevel } from './queries.ts'

const MAX_LEVEL = 1_000_000_000

/** `low`: below the level that the organization has chosen; `empty`: the API answers 402 to what costs. */
export type BalanceState = 'enough' | 'low' | 'empty'

export interface WatchedBalance {
  readonly availableTokens: number
  readonly heldTokens: number
  /** 0: no warning before the balance is empty. */
  readonly alertBelowTokens: number
  readonly state: BalanceState
}

/** The balance with its state. Every member may see it, since it decides whether their work goes on. */
export async function getWatchedBalance(ctx: TxContext, { organizationId }: Actor): Promise<WatchedBalance> {
  const balance = await findBalance(ctx.db, organizationId)
  if (!balance) throw new AppError('not_found')
  const { availableTokens, alertBelowTokens } = balance
  if (availableTokens <= 0) return { ...balance, state: 'empty' }
  return { ...balance, state: availableTokens < alertBelowTokens ? 'low' : 'enough' }
}

/** Sets the level: whole tokens from 0, which turns the warning off, to one billion. Audited. */
export async function setAlertLevel(ctx: TxContext, actor: Actor, alertBelowTokens: number): Promise<void> {
  requireScope(actor, 'organization:write')
  if (!Number.isSafeInteger(alertBelowTokens) || alertBelowTokens < 0 || alertBelowTokens > MAX_LEVEL) {
    throw invalidField('alertBelowTokens', `must be a whole number of tokens from 0 to ${MAX_LEVEL}`)
  }
  await withTransaction(ctx, async (tx) => {
    await updateAlertLevel(tx.db, actor.organizationId, alertBelowTokens)
    await recordAudit(tx, actor, { action: 'tokens.set_alert', details: { alertBelowTokens } })
  })
}
