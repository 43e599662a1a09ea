/** Numbers, durations and times of usage as people read them. */
import type { UsageSums } from '../../data/usage.ts'

const whole = new Intl.NumberFormat()
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** `10,000`. */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** `2.5%`; nothing of nothing is 0%. */
export function formatShare(part: number, all: number): string {
  return share.format(all === 0 ? 0 : part / all)
}

/** `840 ms`, `1.2 s`. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** Requests that both limits refused. */
export function refusedOf({ refusedByRate, refusedByQuota }: UsageSums): number {
  return refusedByRate + refusedByQuota
}

/** Requests that were answered without an error. */
export function succeededOf(sums: UsageSums): number {
  return sums.requests - sums.clientErrors - sums.serverErrors - refusedOf(sums)
}

const DAY_SECONDS = 86_400

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekdayClock = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
// Days begin at 00:00 UTC, as the daily quota counts; in the reader's zone they would bear the wrong name.
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** The name of a bucket that begins at `at`, as long as is needed to tell it from the others of its range. */
export function formatBucket(at: string, bucketSeconds: number): string {
  const date = new Date(at)
  if (bucketSeconds >= DAY_SECONDS) return day.format(date)
  return bucketSeconds > 3600 ? weekdayClock.format(date) : clock.format(date)
}

/** What one bucket is: `minute`, `15 minutes`, `2 hours`, `day`. */
export function bucketWord(bucketSeconds: number): string {
  if (bucketSeconds >= DAY_SECONDS) return 'day'
  if (bucketSeconds > 3600) return `${bucketSeconds / 3600} hours`
  return bucketSeconds === 60 ? 'minute' : `${bucketSeconds / 60} minutes`
}

/** The end of the UTC day in the reader's zone, `01:00 (00:00 UTC)`; in that zone itself, `00:00 UTC`. */
export function formatMidnight(at: string): string {
  const date = new Date(at)
  return date.getTimezoneOffset() === 0 ? '00:00 UTC' : `${clock.format(date)} (00:00 UTC)`
}
