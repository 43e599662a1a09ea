/** When a delivery that failed is tried again. */

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
/** Of the time to the next attempt, at most, so that what failed together does not come back together. */
const JITTER = 0.2
const MIN_PAUSE_MS = 5 * SECOND

/** For how long every attempt must have failed until an endpoint is disabled. */
export const MAX_FAILING_MS = 72 * HOUR

/**
 * Milliseconds from now to the next attempt; undefined when there is none. `sinceBeginMs`: since the series began; `random`: 0 to 1.
 * After a long break, such as a pause, the attempts that were missed are not made up for.
 */
export function nextAttemptInMs(sinceBeginMs: number, random: number): number | undefined {
  const next = OFFSETS_MS.find((offsetMs) => offsetMs > sinceBeginMs)
  if (next === undefined) return undefined
  return Math.max(MIN_PAUSE_MS, (next - sinceBeginMs) * (1 + JITTER * random))
}
