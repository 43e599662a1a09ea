/** Numbers, durations and times of usage as people read them. */
import type { UsageSums } from '../../data/usage.ts'
import type { UsageRange } from '../../data/usage-ranges.ts'

const whole = new Intl.NumberFormat()
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })
const change = new Intl.NumberFormat(undefined, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
})
const points = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** `10,000`. */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** `12K`: short enough for an axis. */
export function formatShort(count: number): string {
  return short.format(count)
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

/** What a range is compared with. */
export const BEFORE: Readonly<Record<UsageRange, string>> = {
  '1h': 'the hour before',
  '24h': 'the 24 h before',
  '7d': 'the 7 days before',
  '30d': 'the 30 days before',
  '90d': 'the 90 days before',
}

/** `+12% vs the 24 h before`; without anything to compare with, `– vs the 24 h before`. */
export function sayChange(now: number | undefined, before: number | undefined, than: string): string {
  if (now === undefined || !before) return `– vs ${than}`
  return now === before ? `Same as ${than}` : `${change.format(now / before - 1)} vs ${than}`
}

/** The same of two shares, in points of a hundred: `+0.4 points vs the 24 h before`. */
export function sayPoints(now: number | undefined, before: number | undefined, than: string): string {
  if (now === undefined || before === undefined) return `– vs ${than}`
  const difference = Math.round(1000 * (now - before)) / 10
  return difference === 0 ? `Same as ${than}` : `${points.format(difference)} points vs ${than}`
}

/** Of all requests those that failed; undefined without requests. */
export function errorShareOf({ requests, clientErrors, serverErrors }: UsageSums): number | undefined {
  return requests === 0 ? undefined : (clientErrors + serverErrors) / requests
}

const DAY_SECONDS = 86_400

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekdayClock = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
// Days begin at 00:00 UTC, as the daily quota counts; in the reader's zone they would bear the wrong name.
const weekday = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const span = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** The name of a bucket that begins at `at`, as long as is needed to tell it from the others of its range. */
export function formatBucket(at: string, bucketSeconds: number): string {
  const date = new Date(at)
  if (bucketSeconds >= DAY_SECONDS) return day.format(date)
  return bucketSeconds > 3600 ? weekdayClock.format(date) : clock.format(date)
}

/** A bucket from its beginning to its end: `24 Nov, 10:15–10:30`; of a day its name. */
export function formatSpan(at: string, bucketSeconds: number): string {
  const date = new Date(at)
  if (bucketSeconds >= DAY_SECONDS) return `${weekday.format(date)} (UTC)`
  return span.formatRange(date, new Date(date.getTime() + bucketSeconds * 1000))
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

/** `24 Nov, 10:15`. */
export function formatMoment(at: string): string {
  return span.format(new Date(at))
}

/** The day of a moment in the reader's zone, `2026-11-24`, as it stands in addresses. */
export function toLocalDay(at: string): string {
  const date = new Date(at)
  const [month, dayOfMonth] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${date.getFullYear()}-${month}-${dayOfMonth}`
}
