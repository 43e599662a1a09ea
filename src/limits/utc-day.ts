/** The UTC day as a quota counts it. */

const MS_PER_DAY = 86_400_000

/** Days since 1970-01-01 UTC. */
export function toDay(nowMs: number): number {
  return Math.floor(nowMs / MS_PER_DAY)
}

/** Milliseconds from `nowMs` to the end of `day`. */
export function untilDayEndsMs(day: number, nowMs: number): number {
  return Math.max(0, Math.ceil((day + 1) * MS_PER_DAY - nowMs))
}

/** `YYYY-MM-DD` of a day number. */
export function toIsoDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}
