/** Slows down guessing: counts failed authentications by client address, in this process. */
import { isIPv6 } from 'node:net'
import { Buckets } from './buckets.ts'

/** Ten mistakes at once, then one a second: more than a person or a misconfigured deployment needs. */
const FAILED_AUTH_LIMIT = { ratePerSecond: 1, burst: 10 }
const MAX_ADDRESSES = 10_000

/** The answer to one failed authentication. */
export interface FailedAuthDecision {
  /** True: answer 429 instead of 401. */
  readonly blocked: boolean
  /** Milliseconds for `Retry-After`; 0 when not blocked. */
  readonly retryAfterMs: number
}

/**
 * Buckets of failures by address. Ask only after authentication has failed: a valid key is never refused because of
 * its neighbours behind the same address. That costs nothing in safety, since a key holds 190 bits: the throttle bounds
 * the work and the noise of guessing, the length of the key is what stops it.
 */
export class FailedAuthThrottle {
  readonly #buckets = new Buckets(FAILED_AUTH_LIMIT, MAX_ADDRESSES)

  /** Counts one failure from `address` at `nowMs` (any clock in milliseconds; going back adds nothing). */
  recordFailure(address: string, nowMs: number): FailedAuthDecision {
    const { admitted, retryAfterMs } = this.#buckets.take(toAddressBlock(address), nowMs)
    return { blocked: !admitted, retryAfterMs }
  }

  /** How many addresses are held: at most 10,000. */
  get size(): number {
    return this.#buckets.size
  }
}

/** One client's addresses as one text: an IPv4 address, or the /64 of an IPv6 address, which one subscriber holds whole. */
export function toAddressBlock(address: string): string {
  const bare = address.split('%', 1)[0] ?? ''
  if (!isIPv6(bare)) return bare
  const groups = toGroups(bare)
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups
  const isMappedIpv4 = a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0xffff
  if (isMappedIpv4) return [g >> 8, g & 255, h >> 8, h & 255].join('.')
  return `${[a, b, c, d].map((group) => group.toString(16)).join(':')}::/64`
}

/** The eight 16-bit groups of a valid IPv6 address (RFC 4291 §2.2). */
function toGroups(address: string): number[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
  const [head = '', tail] = hex.split('::')
  const before = parseGroups(head)
  if (tail === undefined) return before
  const after = parseGroups(tail)
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function parseGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
