/** Where the axis of time has its marks: at round times of the reader's zone, a few of them. */
import { formatBucket } from './words.ts'

const DAY_SECONDS = 86_400
const HOUR_SECONDS = 3600

/** The beginnings of the buckets that are marked, of those given; `bucketSeconds` is the length of each. */
export function chooseMarks(beginnings: readonly string[], bucketSeconds: number): string[] {
  if (bucketSeconds >= DAY_SECONDS) return chooseDays(beginnings)
  if (bucketSeconds > HOUR_SECONDS) return beginnings.filter((at, place) => isNextDay(at, beginnings[place - 1]))
  const stepMinutes = bucketSeconds === 60 ? 10 : 180
  return beginnings.filter((at) => minuteOfDay(at) % stepMinutes === 0)
}

/** The words of a mark: a time within a day, a day beyond. */
export function nameMark(at: string, bucketSeconds: number): string {
  const isWeek = bucketSeconds > HOUR_SECONDS && bucketSeconds < DAY_SECONDS
  return isWeek ? weekday.format(new Date(at)) : formatBucket(at, bucketSeconds)
}

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric' })

/** Every fifth or fifteenth day, counted from the last one. */
function chooseDays(beginnings: readonly string[]): string[] {
  const step = beginnings.length > 31 ? 15 : 5
  return beginnings.filter((_at, place) => (beginnings.length - 1 - place) % step === 0)
}

/** Whether it is the first bucket of its day, the very first one aside: its day may be nearly over. */
function isNextDay(at: string, before: string | undefined): boolean {
  return before !== undefined && new Date(at).getDate() !== new Date(before).getDate()
}

function minuteOfDay(at: string): number {
  const date = new Date(at)
  return 60 * date.getHours() + date.getMinutes()
}
