/** Where the in-process limiter keeps the day's counts, so that a restart does not give the day back. */

/** How many requests of `subject` were admitted on one UTC day. */
export interface DayCount {
  readonly subject: string
  /** UTC day, `YYYY-MM-DD`. */
  readonly day: string
  readonly count: number
}

export interface DayCountStore {
  /** Every count that was saved for `day` (`YYYY-MM-DD`); rows of other days are ignored. */
  load(day: string): Promise<readonly DayCount[]>
  /**
   * Keeps the rows, at most one per subject and day, replacing what is there by the greater count.
   * Called at most twice a second, never twice at once, and again with the same rows after it has thrown.
   */
  save(rows: readonly DayCount[]): Promise<void>
}
