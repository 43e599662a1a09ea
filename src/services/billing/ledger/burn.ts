/** Tells how fast an organization spends its tokens, and how long those that it has will last. */
import type { TxContext } from '../../../context.ts'
import { type Actor, requireScope } from '../../actor.ts'
import { getBalance } from '../tokens.ts'
import { listSpentByDay } from './queries.ts'

/** Days that are looked back on: long enough to even out weekends. */
const MAX_DAYS = 30
const DAY_MS = 86_400_000

export interface Burn {
  /** The last 30 UTC days, today last, each with what was spent on it. */
  readonly days: ReadonlyArray<{ readonly day: string; readonly spentTokens: number }>
  /** The mean since the first day of the thirty on which anything was spent; 0 when nothing was. */
  readonly tokensPerDay: number
  /** Whole days that the available tokens last at this rate; undefined when nothing is spent. */
  readonly daysLeft: number | undefined
}

/** The organization's burn as of now. */
export async function getBurn(ctx: TxContext, actor: Actor): Promise<Burn> {
  requireScope(actor, 'billing:read')
  const { organizationId } = actor
  const nowMs = ctx.clock.nowMs()
  const firstMs = nowMs - (nowMs % DAY_MS) - (MAX_DAYS - 1) * DAY_MS
  const [spent, { availableTokens }] = await Promise.all([
    listSpentByDay(ctx.db, organizationId, new Date(firstMs)),
    getBalance(ctx, organizationId),
  ])
  const byDay = new Map(spent.map(({ day, spentTokens }) => [day, spentTokens]))
  const days = Array.from({ length: MAX_DAYS }, (_, index) => {
    const day = new Date(firstMs + index * DAY_MS).toISOString().slice(0, 10)
    return { day, spentTokens: byDay.get(day) ?? 0 }
  })
  const firstSpending = days.findIndex(({ spentTokens }) => spentTokens > 0)
  const total = days.reduce((sum, { spentTokens }) => sum + spentTokens, 0)
  const tokensPerDay = firstSpending === -1 ? 0 : total / (MAX_DAYS - firstSpending)
  return { days, tokensPerDay, daysLeft: tokensPerDay > 0 ? Math.floor(availableTokens / tokensPerDay) : undefined }
}
