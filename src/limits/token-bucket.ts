/** The token bucket: pure arithmetic in whole micro-tokens and whole microseconds. */
import type { Limit } from './limiter.ts'

/** One request costs one token; a bucket counts in millionths, so that a microsecond of 25/s is exactly 25 of them. */
export const MICRO_TOKENS = 1_000_000

/** What is in a bucket. A bucket that was never seen is `undefined` and means full. */
export interface Bucket {
  /** 0 … burst × 1,000,000, whole. */
  readonly microTokens: number
  /** Latest time the bucket has seen, whole microseconds; never moves back. */
  readonly atUs: number
}

/** The outcome of asking for one token. */
interface Taken {
  /** What to store: the very bucket that was passed in when nothing was taken. */
  readonly bucket: Bucket
  readonly admitted: boolean
  /** Whole tokens left. */
  readonly remaining: number
  /** Until a token is there; 0 when admitted. */
  readonly retryAfterMs: number
}

type Rate = Pick<Limit, 'ratePerSecond' | 'burst'>

/**
 * Takes one token at `nowUs` if there is one.
 * Over any window of t seconds at most burst + ratePerSecond · t are admitted, under one limit and on one clock.
 */
export function takeToken(bucket: Bucket | undefined, limit: Rate, nowUs: number): Taken {
  const full = refillBucket(bucket, limit, nowUs)
  if (full.microTokens < MICRO_TOKENS) {
    return { bucket: bucket ?? full, admitted: false, remaining: 0, retryAfterMs: waitForTokenMs(full, limit, nowUs) }
  }
  const left = { microTokens: full.microTokens - MICRO_TOKENS, atUs: full.atUs }
  return { bucket: left, admitted: true, remaining: Math.floor(left.microTokens / MICRO_TOKENS), retryAfterMs: 0 }
}

/**
 * The bucket as it stands at `nowUs`. Time that runs back adds nothing, and the time it runs over again adds nothing
 * either. A limit that changed applies at once: a smaller bucket spills, a larger one fills up at the rate.
 */
export function refillBucket(bucket: Bucket | undefined, limit: Rate, nowUs: number): Bucket {
  const capacity = limit.burst * MICRO_TOKENS
  if (!bucket) return { microTokens: capacity, atUs: nowUs }
  const elapsedUs = Math.max(0, nowUs - bucket.atUs)
  const flowed = Math.floor(elapsedUs * limit.ratePerSecond)
  return { microTokens: Math.min(capacity, bucket.microTokens + flowed), atUs: Math.max(bucket.atUs, nowUs) }
}

/** When the bucket is full again, in whole microseconds of its clock: from then on it is as good as forgotten. */
export function fullAtUs(bucket: Bucket, limit: Rate): number {
  const missing = Math.max(0, limit.burst * MICRO_TOKENS - bucket.microTokens)
  return bucket.atUs + Math.ceil(missing / limit.ratePerSecond)
}

/** Milliseconds from `nowUs` until the bucket holds a token, rounded up; 0 when it does. */
export function waitForTokenMs(bucket: Bucket, limit: Rate, nowUs: number): number {
  const missing = Math.max(0, MICRO_TOKENS - bucket.microTokens)
  if (missing === 0) return 0
  const behindUs = Math.max(0, bucket.atUs - nowUs)
  return Math.ceil((behindUs + missing / limit.ratePerSecond) / 1000)
}
