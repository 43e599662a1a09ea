/** Says the limits and what is left of them in response headers (draft-ietf-httpapi-ratelimit-headers-11). */
import type { Limit, LimitDecision } from './limiter.ts'

const SECONDS_PER_DAY = 86_400

/** Names of the three policies, as they stand in both fields and in the body of a 429. */
export type PolicyName = 'second' | 'burst' | 'day'

/** Header names as keys, ready for `reply.headers(…)`. */
export interface RateLimitHeaders {
  readonly 'ratelimit-policy': string
  readonly ratelimit: string
  /** Whole seconds, at least 1; only on a refusal. */
  readonly 'retry-after'?: string
}

/**
 * The headers of one answer. `RateLimit-Policy` names the three limits (`q` requests in `w` seconds), `RateLimit` what
 * is left of each (`r` requests within the next `t` seconds).
 */
export function toRateLimitHeaders(limit: Limit, decision: LimitDecision): RateLimitHeaders {
  return {
    'ratelimit-policy': describePolicies(limit),
    ratelimit: describeRemaining(limit, decision),
    ...(!decision.admitted && { 'retry-after': String(toWholeSeconds(decision.retryAfterMs)) }),
  }
}

/**
 * The policies that a refusal broke, empty when it was none: the `violated-policies` of §5.1.
 * An empty bucket has broken both of its policies, since what came was more than the burst and faster than the rate.
 */
export function violatedPolicies(decision: LimitDecision): readonly PolicyName[] {
  if (decision.limitedBy === undefined) return []
  return decision.limitedBy === 'quota' ? ['day'] : ['second', 'burst']
}

/** The same limit is asked for with every request of a key. */
const described = new WeakMap<Limit, string>()

function describePolicies(limit: Limit): string {
  const known = described.get(limit)
  if (known !== undefined) return known
  const policies = toPolicies(limit)
  described.set(limit, policies)
  return policies
}

/** The window of the burst is the time in which an empty bucket fills. */
function toPolicies(limit: Limit): string {
  const rate = Math.max(1, Math.floor(limit.ratePerSecond))
  const rateWindow = limit.ratePerSecond < 1 ? Math.ceil(1 / limit.ratePerSecond) : 1
  const burstWindow = Math.max(1, Math.ceil(limit.burst / limit.ratePerSecond))
  return [
    `"second";q=${rate};w=${rateWindow}`,
    `"burst";q=${limit.burst};w=${burstWindow}`,
    `"day";q=${limit.dailyQuota};w=${SECONDS_PER_DAY}`,
  ].join(', ')
}

/**
 * `t` of the bucket is the time until it holds one request more: the shortest in which no more than `r` are to be had,
 * and never beyond `Retry-After` (§6). Nothing promises more than the day has left.
 */
function describeRemaining(limit: Limit, decision: LimitDecision): string {
  const burst = Math.min(decision.burstRemaining, decision.quotaRemaining)
  const second = Math.min(burst, Math.max(1, Math.floor(limit.ratePerSecond)))
  const wait = toWholeSeconds(1000 / limit.ratePerSecond)
  return [
    `"second";r=${second};t=${wait}`,
    `"burst";r=${burst};t=${wait}`,
    `"day";r=${decision.quotaRemaining};t=${toWholeSeconds(decision.quotaResetsInMs)}`,
  ].join(', ')
}

function toWholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
