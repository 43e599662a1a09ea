/** Tells whether somebody depends on a key at this moment: what a dialog warns of before the key ends. */
import type { ApiKey } from '../../data/api-keys.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Whether the key was used in the hour before `nowMs`. */
export function isInUse({ requestsLastHour = 0, lastUsed }: ApiKey, nowMs: number): boolean {
  return requestsLastHour > 0 || isWithin(HOUR_MS, lastUsed, nowMs)
}

/** Whether the key was used in the day before `nowMs`. */
export function isUsedLately(key: ApiKey, nowMs: number): boolean {
  const { requestsLastDay = 0, lastUsed } = key
  return requestsLastDay > 0 || isInUse(key, nowMs) || isWithin(DAY_MS, lastUsed, nowMs)
}

function isWithin(spanMs: number, lastUsed: ApiKey['lastUsed'], nowMs: number): boolean {
  return lastUsed !== undefined && nowMs - Date.parse(lastUsed.at) < spanMs
}

/** The key's last hour and day in a sentence. */
export function describeUse(key: ApiKey, nowMs: number): string {
  const counts = sayCounts(key)
  if (counts) return `It was used ${counts}.`
  if (isInUse(key, nowMs)) return 'It was used in the last hour.'
  if (isUsedLately(key, nowMs)) return 'It was used in the last day.'
  return key.lastUsed ? 'It was not used in the last day.' : 'It was never used.'
}

/** `12 times in the last hour and 340 times in the last day`; undefined when neither was counted. */
export function sayCounts({ requestsLastHour = 0, requestsLastDay = 0 }: ApiKey): string | undefined {
  const parts = [
    ...(requestsLastHour > 0 ? [`${times(requestsLastHour)} in the last hour`] : []),
    ...(requestsLastDay > requestsLastHour ? [`${times(requestsLastDay)} in the last day`] : []),
  ]
  return parts.length > 0 ? parts.join(' and ') : undefined
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count.toLocaleString('en')} times`
}
