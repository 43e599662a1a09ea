/** Moves tokens: grant, hold, settle, release. A balance is never negative and every movement sums to zero. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, assert, invalidField } from '../../lib/errors.ts'
import { type HoldId, newId, type OrganizationId } from '../../lib/ids.ts'
import { type Actor, operatorIdOf } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { insufficientBalance } from './insufficient.ts'
import { listPrices, priceOf, sumPrices } from './prices.ts'
import {
  closeHold,
  findBalance,
  findGrant,
  findHold,
  insertBalance,
  insertGrant,
  insertHold,
  type NewGrant,
} from './queries.ts'

const MAX_GRANTED = 1_000_000_000
const MAX_NOTE_LENGTH = 500

export interface Balance {
  readonly availableTokens: number
  readonly heldTokens: number
}

/** Opens the balance of a new organization, at zero. */
export async function openBalance(ctx: TxContext, organizationId: OrganizationId): Promise<void> {
  await insertBalance(ctx.db, organizationId)
}

export interface GrantTokens {
  readonly amountTokens: number
  /** What it is for; at most 500 characters. */
  readonly note?: string | undefined
  /** A UUID that names this grant: sent again, it changes nothing. */
  readonly grantId?: string | undefined
}

/**
 * Gives the actor's organization whole tokens, 1 to one billion. Audited. Operators only, and the founding itself. Throws
 * `conflict` when `grantId` was used for another grant.
 */
export async function grantTokens(ctx: TxContext, actor: Actor, input: GrantTokens): Promise<Balance> {
  if (actor.kind !== 'operator' && actor.kind !== 'system') throw new AppError('access_denied')
  const { organizationId } = actor
  const { amountTokens, grantId: transactionId = newId() } = input
  if (!Number.isSafeInteger(amountTokens) || amountTokens < 1 || amountTokens > MAX_GRANTED) {
    throw invalidField('amount', `must be a whole number of tokens from 1 to ${MAX_GRANTED}`)
  }
  const note = input.note?.trim() || null
  if (note !== null && note.length > MAX_NOTE_LENGTH)
    throw invalidField('note', `must be at most ${MAX_NOTE_LENGTH} characters`)
  return withTransaction(ctx, async (tx) => {
    const grantedBy = operatorIdOf(actor) ?? null
    const grant = { transactionId, organizationId, amountTokens, note, grantedBy, at: nowDate(ctx.clock) }
    const isFirst = await insertGrant(tx.db, grant)
    if (isFirst)
      await recordAudit(tx, actor, { action: 'tokens.grant', targetId: transactionId, details: { amountTokens } })
    else await requireSameGrant(tx, grant)
    return getBalance(tx, organizationId)
  })
}

async function requireSameGrant(ctx: TxContext, grant: NewGrant): Promise<void> {
  const { organizationId, transactionId, amountTokens, note } = grant
  const known = await findGrant(ctx.db, organizationId, transactionId)
  if (known && known.amountTokens === amountTokens && known.note === note) return
  throw new AppError('conflict', { message: 'This grant was already made with another amount or note' })
}

/**
 * Reserves the list prices of work that is about to begin; undefined when it costs nothing (free steps, sandbox).
 * Throws `balance_insufficient` with nothing written. Call inside the transaction that creates the work.
 */
export async function holdTokens(
  ctx: TxContext,
  owner: { organizationId: OrganizationId; environment: Environment },
  names: readonly string[],
): Promise<HoldId | undefined> {
  const prices = listPrices(ctx, names)
  const amountTokens = sumPrices(prices)
  if (owner.environment === 'sandbox' || amountTokens === 0) return undefined
  const id = newId<HoldId>()
  const held = await insertHold(ctx.db, {
    id,
    transactionId: newId(),
    organizationId: owner.organizationId,
    amountTokens,
    prices,
    at: nowDate(ctx.clock),
  })
  if (!held) throw insufficientBalance(ctx)
  return id
}

/** Throws `balance_insufficient` unless a hold for these names would be granted now: before what comes ahead of it. */
export async function requireTokens(
  ctx: TxContext,
  owner: { organizationId: OrganizationId; environment: Environment },
  names: readonly string[],
): Promise<void> {
  if (owner.environment === 'sandbox') return
  const { availableTokens } = await getBalance(ctx, owner.organizationId)
  if (availableTokens < sumPrices(listPrices(ctx, names))) throw insufficientBalance(ctx)
}

/** Names one hold. */
interface HeldTokens {
  readonly id: HoldId
  readonly organizationId: OrganizationId
}

/**
 * Spends what was held for the names that ran, at the prices of the hold and not of today, and returns the rest; none
 * ran: everything returns. The second of two calls changes nothing. What was not held for is refused.
 */
export async function settleWork(ctx: TxContext, hold: HeldTokens, ran: readonly string[]): Promise<void> {
  const { prices } = await getHold(ctx, hold)
  await settleHold(
    ctx,
    hold,
    ran.reduce((sum, name) => sum + priceOf(prices, name), 0),
  )
}

/**
 * Spends `settledTokens` of a hold and returns the rest; the second of two calls changes nothing. More than was held
 * is refused with nothing written, whether the hold is still open or not.
 */
export async function settleHold(ctx: TxContext, hold: HeldTokens, settledTokens: number): Promise<void> {
  const { amountTokens } = await getHold(ctx, hold)
  const isWhole = Number.isSafeInteger(settledTokens) && settledTokens >= 0
  assert(isWhole && settledTokens <= amountTokens, `of ${amountTokens} tokens held, ${settledTokens} cannot be settled`)
  await closeHold(ctx.db, { ...hold, transactionId: newId(), settledTokens, at: nowDate(ctx.clock) })
}

async function getHold(ctx: TxContext, { organizationId, id }: HeldTokens) {
  const hold = await findHold(ctx.db, organizationId, id)
  assert(hold, `a hold ${id}`)
  return hold
}

/** The tokens that an organization can spend, and those that are reserved. */
export async function getBalance(ctx: TxContext, organizationId: OrganizationId): Promise<Balance> {
  const balance = await findBalance(ctx.db, organizationId)
  if (!balance) throw new AppError('not_found')
  const { availableTokens, heldTokens } = balance
  return { availableTokens, heldTokens }
}
