/** Token buckets of many holders in this process, bounded in number. */
import type { Limit } from './limiter.ts'
import { type Bucket, fullAtUs, takeToken } from './token-bucket.ts'

/** The answer to one who asks for a token. */
export interface Taken {
  readonly admitted: boolean
  /** Milliseconds for `Retry-After`; 0 when admitted. */
  readonly retryAfterMs: number
}

/** For limits that need not hold across nodes, nor outlive the process. */
export class Buckets {
  readonly #limit: Pick<Limit, 'ratePerSecond' | 'burst'>
  readonly #maxHolders: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(limit: Pick<Limit, 'ratePerSecond' | 'burst'>, maxHolders: number) {
    this.#limit = limit
    this.#maxHolders = maxHolders
  }

  /** Takes one token of `holder` at `nowMs` (any clock in milliseconds; going back adds nothing). */
  take(holder: string, nowMs: number): Taken {
    const taken = takeToken(this.#buckets.get(holder), this.#limit, Math.floor(nowMs * 1000))
    if (taken.admitted) this.#keep(holder, taken.bucket, nowMs)
    return { admitted: taken.admitted, retryAfterMs: taken.retryAfterMs }
  }

  /** How many holders are remembered: at most the number that was given. */
  get size(): number {
    return this.#buckets.size
  }

  /** Keeps the bucket as the youngest; the oldest make room, full ones first. */
  #keep(holder: string, bucket: Bucket, nowMs: number): void {
    this.#buckets.delete(holder)
    this.#buckets.set(holder, bucket)
    for (const [oldest, old] of this.#buckets) {
      const full = fullAtUs(old, this.#limit) <= nowMs * 1000
      if (!full && this.#buckets.size <= this.#maxHolders) return
      this.#buckets.delete(oldest)
    }
  }
}
