/** Measures one stretch of time: as a whole, and bucket by bucket. Stretches that are compared both pass through here. */
import type { Db } from '../../db/database.ts'
import type { EnvironmentActor } from '../actor.ts'
import { type LatencyCount, toQuantileMs } from '../request-logs/latency.ts'
import { listPeaks, type SumFilter, sumByBucket, sumLatencies, type UsageSums } from './queries.ts'
import type { Stretch } from './range.ts'

/** Whose usage. */
export type UsageOwner = Pick<EnvironmentActor, 'organizationId' | 'environment'>

export interface Latency {
  readonly p50Ms: number
  readonly p95Ms: number
}

/** Requests of the busiest second: those that came, and those of them that the limits let through. */
export interface Peak {
  readonly offered: number
  readonly admitted: number
}

/** A stretch in a few numbers. */
export interface UsageMeasure extends UsageSums {
  readonly peak: Peak
  /** Of admitted requests; undefined without any. */
  readonly latency: Latency | undefined
}

/** One bucket of a stretch: its requests, and its busiest second. */
export interface UsagePoint extends UsageSums {
  readonly at: Date
  readonly peak: Peak
}

const NOTHING: UsageSums = { requests: 0, clientErrors: 0, serverErrors: 0, refusedByRate: 0, refusedByQuota: 0 }

/** The numbers of a stretch. */
export async function measureStretch(db: Db, owner: UsageOwner, stretch: Stretch): Promise<UsageMeasure> {
  const filter = toFilter(owner, stretch)
  const [buckets, peaks, latencies] = await Promise.all([
    sumByBucket(db, filter, stretch.stepSeconds),
    listPeaks(db, filter, stretch.stepSeconds),
    sumLatencies(db, filter),
  ])
  const peak = { offered: greatest(peaks, 'offered'), admitted: greatest(peaks, 'admitted') }
  return { ...addUp(buckets), peak, latency: toLatency(latencies) }
}

/** Every bucket of a stretch, oldest first, those without requests too. */
export async function measureBuckets(db: Db, owner: UsageOwner, stretch: Stretch): Promise<UsagePoint[]> {
  const filter = toFilter(owner, stretch)
  const [buckets, peaks] = await Promise.all([
    sumByBucket(db, filter, stretch.stepSeconds),
    listPeaks(db, filter, stretch.stepSeconds),
  ])
  const sums = new Map(buckets.map((row) => [row.at.getTime(), row]))
  const highest = new Map(peaks.map((row) => [row.at.getTime(), row]))
  return Array.from({ length: stretch.count }, (_, index) => {
    const atMs = stretch.from.getTime() + index * stretch.stepSeconds * 1000
    const { offered = 0, admitted = 0 } = highest.get(atMs) ?? {}
    return { at: new Date(atMs), ...(sums.get(atMs) ?? NOTHING), peak: { offered, admitted } }
  })
}

/** The rows that a stretch is summed from. */
export function toFilter({ organizationId, environment }: UsageOwner, { span, from, to }: Stretch): SumFilter {
  return { organizationId, environment, span, from, to }
}

/** Of the counts of any number of endpoints together. */
export function toLatency(counts: readonly LatencyCount[]): Latency | undefined {
  const merged = new Map<number, number>()
  for (const { bucket, requests } of counts) merged.set(bucket, (merged.get(bucket) ?? 0) + requests)
  const together = [...merged].map(([bucket, requests]) => ({ bucket, requests }))
  const [p50Ms, p95Ms] = [toQuantileMs(together, 0.5), toQuantileMs(together, 0.95)]
  return p50Ms === undefined || p95Ms === undefined ? undefined : { p50Ms, p95Ms }
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
