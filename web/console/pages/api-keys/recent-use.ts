/** Tells whether somebody depends on a key at this moment: what a dialog warns of before the key ends. */
import type { ApiKey } from '../../data/api-keys.ts'

const HOUR_MS = 3_600_000

/** Whether the key was used in the hour before `nowMs`. */
export function isInUse({ requestsLastHour = 0, lastUsed }: ApiKey, nowMs: number): boolean {
  return requestsLastHour > 0 || (lastUsed !== undefined && nowMs - Date.parse(lastUsed.at) < HOUR_MS)
}

/** The key's last hour in a sentence. */
export function describeUse(key: ApiKey, nowMs: number): string {
  const { requestsLastHour = 0, lastUsed } = key
  if (requestsLastHour > 0) {
    const times = requestsLastHour === 1 ? 'once' : `${requestsLastHour.toLocaleString('en')} times`
    return `It was used ${times} in the last hour.`
  }
  if (isInUse(key, nowMs)) return 'It was used in the last hour.'
  return lastUsed ? 'It was not used in the last hour.' : 'It was never used.'
}
