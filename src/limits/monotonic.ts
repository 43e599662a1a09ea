/** A clock for buckets that no administrator and no time server can set. */

/** Reads elapsed time in whole microseconds from an arbitrary start. */
export type MonotonicUs = () => number

/** Elapsed microseconds of this process; never goes back (W3C High Resolution Time §4). */
export function processMonotonicUs(): number {
  return Math.floor(performance.now() * 1000)
}
