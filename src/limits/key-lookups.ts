/** Bounds how often an address may make the database look for keys that were never seen to be good. */
import { Buckets, type Taken } from './buckets.ts'
import { toAddressBlock } from './failed-auth.ts'

/** More keys than one address brings after a restart; whoever guesses brings hundreds a second. */
const LOOKUPS_OF_ADDRESS = { ratePerSecond: 10, burst: 100 }
const MAX_ADDRESSES = 10_000
/** Digests of 64 characters: about 3 MB. */
const MAX_GOOD_KEYS = 20_000

const ADMITTED: Taken = { admitted: true, retryAfterMs: 0 }

/**
 * In this process. A key that was good once is looked up whatever its address does, since a guesser behind the same
 * address must not lock it out; whether it is good still, the look-up says.
 */
export class KeyLookups {
  readonly #buckets = new Buckets(LOOKUPS_OF_ADDRESS, MAX_ADDRESSES)
  readonly #good = new Set<string>()

  /** Whether the key of this digest may be looked up for `address`. */
  take(address: string, digest: string, nowMs: number): Taken {
    return this.#good.has(digest) ? ADMITTED : this.#buckets.take(toAddressBlock(address), nowMs)
  }

  /** Remembers that the key of this digest was found. */
  remember(digest: string): void {
    this.#good.delete(digest)
    this.#good.add(digest)
    if (this.#good.size <= MAX_GOOD_KEYS) return
    const [oldest] = this.#good
    if (oldest !== undefined) this.#good.delete(oldest)
  }
}
