/** When a delivery that failed is tried again. */
import { nextRetryInMs } from '../../lib/retry-schedule.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** After the first attempt of a series. */
const OFFSETS_MS = [
  5 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  36 * HOUR,
  48 * HOUR,
  60 * HOUR,
  72 * HOUR,
]
/** For how long every attempt must have failed until an endpoint is disabled. */
export const MAX_FAILING_MS = 72 * HOUR

/** Milliseconds from now to the next attempt; undefined when there is none. `sinceBeginMs`: since the series began; `random`: 0 to 1. */
export function nextAttemptInMs(sinceBeginMs: number, random: number): number | undefined {
  return nextRetryInMs(OFFSETS_MS, sinceBeginMs, random)
}
