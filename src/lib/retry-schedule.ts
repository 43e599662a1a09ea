/** When something that failed is tried again. */

/** Of the time to the next attempt, at most, so that what failed together does not come back together. */
const JITTER = 0.2
const MIN_PAUSE_MS = 5000

/**
 * Milliseconds from now to the next attempt; undefined when there is none. `offsetsMs`: of the attempts after the first, since it was
 * due, rising; `sinceBeginMs`: since then; `random`: 0 to 1. After a long break the attempts that were missed are not made up for.
 */
export function nextRetryInMs(offsetsMs: readonly number[], sinceBeginMs: number, random: number): number | undefined {
  const next = offsetsMs.find((offsetMs) => offsetMs > sinceBeginMs)
  if (next === undefined) return undefined
  return Math.max(MIN_PAUSE_MS, (next - sinceBeginMs) * (1 + JITTER * random))
}
