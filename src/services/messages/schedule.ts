/** When a message that was not taken is tried again. */
import { nextRetryInMs } from '../../lib/retry-schedule.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** After the first attempt. */
const OFFSETS_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 18 * HOUR, 24 * HOUR]

/** Milliseconds from now to the next attempt; undefined after a day. `sinceBeginMs`: since the first was due; `random`: 0 to 1. */
export function nextTryInMs(sinceBeginMs: number, random: number): number | undefined {
  return nextRetryInMs(OFFSETS_MS, sinceBeginMs, random)
}
