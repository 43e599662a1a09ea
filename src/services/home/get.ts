/** What the console opens with: how the sessions of the last days went, and what is still to do first. */
import type { TxContext } from '../../context.ts'
import type { SessionStatus } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { hasScope, type MemberActor, requireScope } from '../actor.ts'
import { hasTwoFactor } from '../sign-ins/person.ts'
import { countByPeriod, findFirstSteps, type PeriodRow } from './queries.ts'

const DAY_MS = 86_400_000
/** More sessions than these are not looked at for the first page: it shows the newest of them and says so. */
const MAX_COUNTED = 20_000

export type PeriodName = 'today' | 'week' | 'month'

export interface PeriodSummary {
  readonly created: number
  readonly byStatus: Readonly<Record<SessionStatus, number>>
  /** Created ones that the applicant opened, handed in, and that were verified. */
  readonly funnel: {
    readonly created: number
    readonly opened: number
    readonly handedIn: number
    readonly verified: number
  }
  /** Verified ones of those that were verified or rejected, 0 to 1. */
  readonly passRate?: number
  /** From the applicant's consent to the submission, the middle one. */
  readonly medianSeconds?: number
}

export interface Home {
  /** Left out for a role that may not see sessions. Today begins at 00:00 UTC; a week has 7 days, a month 30. */
  readonly sessions?: { readonly periods: Readonly<Record<PeriodName, PeriodSummary>>; readonly isPartial: boolean }
  readonly firstSteps: {
    readonly keyUsed: boolean
    readonly sessionCreated: boolean
    readonly twoFactor: boolean
    readonly teammate: boolean
  }
}

/** Numbers of the member's environment, and first steps of the organization as a whole. */
export async function getHome(ctx: TxContext, actor: MemberActor): Promise<Home> {
  requireScope(actor, 'members:read')
  const [sessions, firstSteps, twoFactor] = await Promise.all([
    hasScope(actor, 'sessions:read') ? countSessions(ctx, actor) : undefined,
    findFirstSteps(ctx.db, actor.organizationId),
    hasTwoFactor(ctx, actor.userId),
  ])
  return { ...(sessions && { sessions }), firstSteps: { ...firstSteps, twoFactor } }
}

async function countSessions(ctx: TxContext, actor: MemberActor): Promise<NonNullable<Home['sessions']>> {
  const nowMs = ctx.clock.nowMs()
  const periods = [
    { name: 'today', since: new Date(nowMs - (nowMs % DAY_MS)) },
    { name: 'week', since: new Date(nowMs - 7 * DAY_MS) },
    { name: 'month', since: new Date(nowMs - 30 * DAY_MS) },
  ] as const
  const rows = await countByPeriod(ctx.db, actor, periods, { now: nowDate(ctx.clock), most: MAX_COUNTED })
  const summaryOf = (name: PeriodName) => toSummary(rows.find((row) => row.name === name))
  const month = summaryOf('month')
  return {
    periods: { today: summaryOf('today'), week: summaryOf('week'), month },
    isPartial: month.created >= MAX_COUNTED,
  }
}

function toSummary(row: PeriodRow | undefined): PeriodSummary {
  const byStatus = {
    PENDING: row?.pending ?? 0,
    SUBMITTED: row?.submitted ?? 0,
    VERIFIED: row?.verified ?? 0,
    REJECTED: row?.rejected ?? 0,
    VOIDED: row?.voided ?? 0,
    EXPIRED: row?.expired ?? 0,
    FAILED: row?.failed ?? 0,
  }
  const created = Object.values(byStatus).reduce((sum, count) => sum + count, 0)
  const decided = byStatus.VERIFIED + byStatus.REJECTED
  const median = row?.medianSeconds
  return {
    created,
    byStatus,
    funnel: { created, opened: row?.opened ?? 0, handedIn: row?.handedIn ?? 0, verified: byStatus.VERIFIED },
    ...(decided > 0 && { passRate: byStatus.VERIFIED / decided }),
    ...(typeof median === 'number' && { medianSeconds: Math.round(median) }),
  }
}
