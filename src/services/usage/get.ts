/** Tells how an environment was used: in a few numbers, and over time; beside the stretch before, when that is asked. */
import type { TxContext } from '../../context.ts'
import type { Limiter } from '../../limits/limiter.ts'
import { toDay, untilDayEndsMs } from '../../limits/utc-day.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { getOrganizationLimits, type OrganizationLimits } from '../organizations/limits.ts'
import { limitSubject } from './day-counts.ts'
import { measureBuckets, measureStretch, type UsageMeasure, type UsagePoint } from './measure.ts'
import { hasRequests } from './queries.ts'
import { DAY_SECONDS, type Stretch, toPreviousStretch, toStretch, toYesterday, type UsageRange } from './range.ts'

/** What is asked for: how far back from now, and whether beside the same length of time before that. */
export interface UsageQuestion {
  readonly range: UsageRange
  readonly isCompared?: boolean | undefined
}

export interface UsageSummary extends UsageMeasure {
  readonly from: Date
  readonly to: Date
  readonly limits: OrganizationLimits
  readonly today: {
    readonly used: number
    readonly quota: number
    readonly resetsAt: Date
    /** What had been used a day ago. */
    readonly usedYesterday?: number | undefined
  }
  /** Undefined too when the sums do not reach back so far. */
  readonly previous?: UsageMeasure | undefined
  /** Whether anything is known of any time at all. */
  readonly hasRequests: boolean
}

/** The numbers of a range. Today's count is the limiter's own; the rest is at most two seconds behind. */
export async function getUsageSummary(
  ctx: TxContext,
  limiter: Pick<Limiter, 'used'>,
  actor: EnvironmentActor,
  { range, isCompared = false }: UsageQuestion,
): Promise<UsageSummary> {
  requireScope(actor, 'usage:read')
  const nowMs = ctx.clock.nowMs()
  const stretch = toStretch(range, nowMs)
  const before = isCompared ? findPrevious(ctx, stretch) : undefined
  const yesterday = isCompared ? toYesterday(nowMs) : undefined
  const [limits, used, measured, previous, dayBefore, isUsed] = await Promise.all([
    getOrganizationLimits(ctx, actor),
    limiter.used(limitSubject(actor)),
    measureStretch(ctx.db, actor, stretch),
    before && measureStretch(ctx.db, actor, before),
    yesterday && measureStretch(ctx.db, actor, yesterday),
    hasRequests(ctx.db, actor.organizationId, actor.environment),
  ])
  return {
    ...{ from: stretch.from, to: stretch.to, limits, previous, hasRequests: isUsed },
    ...measured,
    today: {
      ...{ used, quota: limits.dailyQuota },
      resetsAt: new Date(nowMs + untilDayEndsMs(toDay(nowMs), nowMs)),
      usedYesterday: dayBefore && dayBefore.requests - dayBefore.refusedByRate - dayBefore.refusedByQuota,
    },
  }
}

export interface UsageSeries {
  readonly from: Date
  readonly to: Date
  readonly bucketSeconds: number
  readonly limits: OrganizationLimits
  /** What the daily quota allows in one bucket; only where buckets are days. */
  readonly quotaPerBucket: number | undefined
  /** Each with the requests of the bucket at its place in the stretch before, when that is asked and known. */
  readonly points: ReadonlyArray<UsagePoint & { readonly previousRequests?: number | undefined }>
}

/** Every bucket of a range, oldest first, those without requests too. */
export async function getUsageSeries(
  ctx: TxContext,
  actor: EnvironmentActor,
  { range, isCompared = false }: UsageQuestion,
): Promise<UsageSeries> {
  requireScope(actor, 'usage:read')
  const stretch = toStretch(range, ctx.clock.nowMs())
  const before = isCompared ? findPrevious(ctx, stretch) : undefined
  const [limits, points, previous] = await Promise.all([
    getOrganizationLimits(ctx, actor),
    measureBuckets(ctx.db, actor, stretch),
    before && measureBuckets(ctx.db, actor, before),
  ])
  const { from, to, stepSeconds } = stretch
  return {
    ...{ from, to, bucketSeconds: stepSeconds, limits },
    quotaPerBucket: stepSeconds === DAY_SECONDS ? limits.dailyQuota : undefined,
    points: points.map((point, index) => ({ ...point, previousRequests: previous?.[index]?.requests })),
  }
}

/** The stretch before; undefined when some of its sums may have been erased: a part would pass for the whole. */
function findPrevious({ clock, config }: TxContext, stretch: Stretch): Stretch | undefined {
  const previous = toPreviousStretch(stretch, clock.nowMs())
  const keptMs = config.requests.usageDays * DAY_SECONDS * 1000
  return previous.from.getTime() < clock.nowMs() - keptMs ? undefined : previous
}
