/** Tells how an environment was used: in a few numbers, over time, and by what. */
import type { TxContext } from '../../context.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import type { Limiter } from '../../limits/limiter.ts'
import { toDay, untilDayEndsMs } from '../../limits/utc-day.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { getOrganizationLimits, type OrganizationLimits } from '../organizations/limits.ts'
import { type LatencyCount, toQuantileMs } from '../request-logs/latency.ts'
import { limitSubject } from './day-counts.ts'
import {
  hasRequests,
  listPeaks,
  type SumFilter,
  sumByBucket,
  sumByEndpoint,
  sumByKey,
  sumLatencies,
  type UsageSums,
} from './queries.ts'
import { DAY_SECONDS, type Stretch, toStretch, type UsageRange } from './range.ts'

/** Rows of a breakdown. */
const MOST_ROWS = 100

export interface Latency {
  readonly p50Ms: number
  readonly p95Ms: number
}

/** Requests of the busiest second: those that came, and those of them that the limits let through. */
export interface Peak {
  readonly offered: number
  readonly admitted: number
}

/** Whose usage, and how far back from now. */
type Place = Pick<EnvironmentActor, 'organizationId' | 'environment'>

export interface UsageSummary extends UsageSums {
  readonly from: Date
  readonly to: Date
  readonly limits: OrganizationLimits
  readonly peak: Peak
  readonly today: { readonly used: number; readonly quota: number; readonly resetsAt: Date }
  /** Of admitted requests; undefined without any. */
  readonly latency: Latency | undefined
  /** Whether anything is known of any time at all. */
  readonly hasRequests: boolean
}

/** The numbers of a range. Today's count is the limiter's own; the rest is at most two seconds behind. */
export async function getUsageSummary(
  ctx: TxContext,
  limiter: Limiter,
  actor: EnvironmentActor,
  range: UsageRange,
): Promise<UsageSummary> {
  requireScope(actor, 'usage:read')
  const nowMs = ctx.clock.nowMs()
  const stretch = toStretch(range, nowMs)
  const filter = toFilter(actor, stretch)
  const [limits, used, buckets, peaks, latencies, isUsed] = await Promise.all([
    getOrganizationLimits(ctx, actor),
    limiter.used(limitSubject(actor)),
    sumByBucket(ctx.db, filter, stretch.stepSeconds),
    listPeaks(ctx.db, filter, stretch.stepSeconds),
    sumLatencies(ctx.db, filter),
    hasRequests(ctx.db, actor.organizationId, actor.environment),
  ])
  const { from, to } = stretch
  return {
    ...{ from, to, limits },
    ...addUp(buckets),
    peak: { offered: greatest(peaks, 'offered'), admitted: greatest(peaks, 'admitted') },
    today: {
      used,
      quota: limits.dailyQuota,
      resetsAt: new Date(nowMs + untilDayEndsMs(toDay(nowMs), nowMs)),
    },
    latency: toLatency(latencies),
    hasRequests: isUsed,
  }
}

/** One bucket of a range: its requests, and its busiest second. */
export interface UsagePoint extends UsageSums {
  readonly at: Date
  readonly peak: Peak
}

export interface UsageSeries {
  readonly from: Date
  readonly to: Date
  readonly bucketSeconds: number
  readonly limits: OrganizationLimits
  /** What the daily quota allows in one bucket; only where buckets are days. */
  readonly quotaPerBucket: number | undefined
  readonly points: readonly UsagePoint[]
}

/** Every bucket of a range, oldest first, those without requests too. */
export async function getUsageSeries(ctx: TxContext, actor: EnvironmentActor, range: UsageRange): Promise<UsageSeries> {
  requireScope(actor, 'usage:read')
  const stretch = toStretch(range, ctx.clock.nowMs())
  const filter = toFilter(actor, stretch)
  const [limits, buckets, peaks] = await Promise.all([
    getOrganizationLimits(ctx, actor),
    sumByBucket(ctx.db, filter, stretch.stepSeconds),
    listPeaks(ctx.db, filter, stretch.stepSeconds),
  ])
  const sums = new Map(buckets.map((row) => [row.at.getTime(), row]))
  const highest = new Map(peaks.map((row) => [row.at.getTime(), row]))
  const { from, to, stepSeconds, count } = stretch
  const points = Array.from({ length: count }, (_, index) => {
    const atMs = from.getTime() + index * stepSeconds * 1000
    const { offered = 0, admitted = 0 } = highest.get(atMs) ?? {}
    return { at: new Date(atMs), ...(sums.get(atMs) ?? NOTHING), peak: { offered, admitted } }
  })
  const quotaPerBucket = stepSeconds === DAY_SECONDS ? limits.dailyQuota : undefined
  return { from, to, bucketSeconds: stepSeconds, limits, quotaPerBucket, points }
}

/** What one key or one endpoint was asked. */
export interface UsageShare extends UsageSums {
  readonly apiKey?: { readonly id: ApiKeyId; readonly name: string | undefined; readonly display: string | undefined }
  readonly endpoint?: { readonly method: string; readonly route: string }
  readonly latency?: Latency | undefined
}

/** The 100 busiest keys or endpoints of a range, the busiest first; endpoints with their latency. */
export async function getUsageBreakdown(
  ctx: TxContext,
  actor: EnvironmentActor,
  range: UsageRange,
  by: 'key' | 'endpoint',
): Promise<UsageShare[]> {
  requireScope(actor, 'usage:read')
  const filter = toFilter(actor, toStretch(range, ctx.clock.nowMs()))
  if (by === 'key') {
    const rows = await sumByKey(ctx.db, filter, MOST_ROWS)
    return rows.map(({ apiKeyId, name, prefix, last4, ...sums }) => {
      const display = name === null ? undefined : `${prefix}…${last4}`
      return { ...sums, apiKey: { id: apiKeyId, name: name ?? undefined, display } }
    })
  }
  const [rows, latencies] = await Promise.all([sumByEndpoint(ctx.db, filter, MOST_ROWS), sumLatencies(ctx.db, filter)])
  return rows.map(({ method, route, ...sums }) => {
    const own = latencies.filter((row) => row.method === method && row.route === route)
    return { ...sums, endpoint: { method, route }, latency: toLatency(own) }
  })
}

const NOTHING: UsageSums = { requests: 0, clientErrors: 0, serverErrors: 0, refusedByRate: 0, refusedByQuota: 0 }

function toFilter({ organizationId, environment }: Place, { span, from, to }: Stretch): SumFilter {
  return { organizationId, environment, span, from, to }
}

function addUp(rows: readonly UsageSums[]): UsageSums {
  return rows.reduce(
    (sum, row) => ({
      requests: sum.requests + row.requests,
      clientErrors: sum.clientErrors + row.clientErrors,
      serverErrors: sum.serverErrors + row.serverErrors,
      refusedByRate: sum.refusedByRate + row.refusedByRate,
      refusedByQuota: sum.refusedByQuota + row.refusedByQuota,
    }),
    NOTHING,
  )
}

function greatest(rows: readonly Peak[], which: keyof Peak): number {
  return rows.reduce((most, row) => Math.max(most, row[which]), 0)
}

/** Of the counts of any number of endpoints together. */
function toLatency(counts: readonly LatencyCount[]): Latency | undefined {
  const merged = new Map<number, number>()
  for (const { bucket, requests } of counts) merged.set(bucket, (merged.get(bucket) ?? 0) + requests)
  const together = [...merged].map(([bucket, requests]) => ({ bucket, requests }))
  const [p50Ms, p95Ms] = [toQuantileMs(together, 0.5), toQuantileMs(together, 0.95)]
  return p50Ms === undefined || p95Ms === undefined ? undefined : { p50Ms, p95Ms }
}
