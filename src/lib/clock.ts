/** Time from outside, so that tests can hold it still. */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number
}

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now() }

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  advance(ms: number): void
  set(nowMs: number): void
}

/** A clock for tests; starts at `nowMs` and moves only by `advance` or `set`. */
export function fakeClock(nowMs: number): FakeClock {
  let current = nowMs
  return {
    nowMs: () => current,
    advance: (ms) => {
      current += ms
    },
    set: (next) => {
      current = next
    },
  }
}

/** The clock's time as a `Date`, for database columns. */
export function nowDate(clock: Clock): Date {
  return new Date(clock.nowMs())
}
