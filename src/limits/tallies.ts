/** Buckets and day counts of every subject, in this process: no timer, no storage. */
import type { DayCount } from './day-count-store.ts'
import type { Limit, LimitDecision } from './limiter.ts'
import { type Bucket, fullAtUs, MICRO_TOKENS, refillBucket, takeToken } from './token-bucket.ts'
import { toDay, toIsoDay, untilDayEndsMs } from './utc-day.ts'

/** The two clocks of a decision: buckets follow one that never jumps, days follow the calendar. */
export interface Instant {
  /** Monotonic, whole microseconds. */
  readonly us: number
  /** Milliseconds since the Unix epoch. */
  readonly ms: number
}

interface Entry {
  readonly bucket: Bucket
  readonly fullAtUs: number
}

/**
 * Takes requests from buckets and days. Memory is bounded by the subjects seen within the time a bucket needs to fill
 * (buckets) and within the day (counts); call `sweep` now and then.
 */
export class Tallies {
  readonly #buckets = new Map<string, Entry>()
  readonly #used = new Map<string, number>()
  readonly #changed = new Set<string>()
  #closedDays: DayCount[] = []
  #day: number

  constructor(now: Instant) {
    this.#day = toDay(now.ms)
  }

  /** Takes one request, or refuses and changes nothing. */
  take(subject: string, limit: Limit, now: Instant): LimitDecision {
    this.#turnDay(now.ms)
    const used = this.#used.get(subject) ?? 0
    const known = this.#buckets.get(subject)?.bucket
    if (used >= limit.dailyQuota) return this.#refuseByQuota(refillBucket(known, limit, now.us), now)

    const taken = takeToken(known, limit, now.us)
    if (taken.admitted)
      this.#record(subject, { bucket: taken.bucket, fullAtUs: fullAtUs(taken.bucket, limit) }, used + 1)
    return {
      admitted: taken.admitted,
      ...(!taken.admitted && { limitedBy: 'rate' as const }),
      burstRemaining: taken.remaining,
      quotaRemaining: limit.dailyQuota - used - (taken.admitted ? 1 : 0),
      retryAfterMs: taken.retryAfterMs,
      quotaResetsInMs: untilDayEndsMs(this.#day, now.ms),
      decidedAtUs: now.us,
    }
  }

  /** Starts a subject's bucket with what is given instead of full; does nothing when it has one. */
  begin(subject: string, bucket: Bucket, limit: Limit): void {
    if (!this.#buckets.has(subject)) this.#buckets.set(subject, { bucket, fullAtUs: fullAtUs(bucket, limit) })
  }

  /** Forgets a subject's bucket: its next request meets a full one, or the one it is given to begin with. */
  forgetBucket(subject: string): void {
    this.#buckets.delete(subject)
  }

  /** Whether the bucket had a token, which is taken; counts nothing of the day. */
  spend(subject: string, limit: Limit, nowUs: number): boolean {
    const { admitted, bucket } = takeToken(this.#buckets.get(subject)?.bucket, limit, nowUs)
    if (admitted) this.#buckets.set(subject, { bucket, fullAtUs: fullAtUs(bucket, limit) })
    return admitted
  }

  /** Counts a request that somebody else admitted on `day`; does nothing when that has ended. */
  count(subject: string, day: number): void {
    if (day === this.#day) this.#used.set(subject, (this.#used.get(subject) ?? 0) + 1)
  }

  /** Requests admitted on the current day. */
  used(subject: string, nowMs: number): number {
    this.#turnDay(nowMs)
    return this.#used.get(subject) ?? 0
  }

  /** Current day as these tallies see it: it never goes back. */
  day(nowMs: number): number {
    this.#turnDay(nowMs)
    return this.#day
  }

  /** Sets the counts of the current day from storage; rows of other days are passed over. */
  restore(rows: readonly DayCount[]): void {
    const today = toIsoDay(this.#day)
    for (const row of rows) {
      if (row.day === today) this.#used.set(row.subject, Math.max(row.count, this.#used.get(row.subject) ?? 0))
    }
  }

  /** Counts that changed since the last call, those of a day that has ended included. */
  drainChanges(): DayCount[] {
    const rows = [...this.#closedDays, ...this.#changedRows()]
    this.#closedDays = []
    this.#changed.clear()
    return rows
  }

  /** Forgets the buckets that are full again: an unknown bucket is a full one. */
  sweep(nowUs: number): void {
    for (const [subject, entry] of this.#buckets) {
      if (entry.fullAtUs <= nowUs) this.#buckets.delete(subject)
    }
  }

  /** How many buckets are held, for tests and metrics. */
  get bucketCount(): number {
    return this.#buckets.size
  }

  #record(subject: string, entry: Entry, used: number): void {
    this.#buckets.set(subject, entry)
    this.#used.set(subject, used)
    this.#changed.add(subject)
  }

  #refuseByQuota(bucket: Bucket, now: Instant): LimitDecision {
    const quotaResetsInMs = untilDayEndsMs(this.#day, now.ms)
    return {
      admitted: false,
      limitedBy: 'quota',
      burstRemaining: Math.floor(bucket.microTokens / MICRO_TOKENS),
      quotaRemaining: 0,
      retryAfterMs: Math.max(quotaResetsInMs, 1),
      quotaResetsInMs,
      decidedAtUs: now.us,
    }
  }

  /** Starts the counts afresh when a later day has come. A clock set back does not give the earlier day again. */
  #turnDay(nowMs: number): void {
    const today = toDay(nowMs)
    if (today <= this.#day) return
    this.#closedDays.push(...this.#changedRows())
    this.#changed.clear()
    this.#used.clear()
    this.#day = today
  }

  #changedRows(): DayCount[] {
    const day = toIsoDay(this.#day)
    return [...this.#changed].map((subject) => ({ subject, day, count: this.#used.get(subject) ?? 0 }))
  }
}
