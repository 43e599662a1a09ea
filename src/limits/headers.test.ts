import { describe, expect, it } from 'vitest'
import { toRateLimitHeaders, violatedPolicies } from './headers.ts'
import type { LimitDecision } from './limiter.ts'

const LIMIT = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }

const ADMITTED: LimitDecision = {
  admitted: true,
  burstRemaining: 34,
  quotaRemaining: 9999,
  retryAfterMs: 0,
  quotaResetsInMs: 43_200_000,
  decidedAtUs: 0,
}
const BY_RATE: LimitDecision = {
  ...ADMITTED,
  admitted: false,
  limitedBy: 'rate',
  burstRemaining: 0,
  retryAfterMs: 40,
}
const BY_QUOTA: LimitDecision = {
  ...ADMITTED,
  admitted: false,
  limitedBy: 'quota',
  burstRemaining: 20,
  quotaRemaining: 0,
  retryAfterMs: 43_199_001,
  quotaResetsInMs: 43_199_001,
}

/** One member of a List of Strings with Integer parameters (RFC 9651 §3.1, §3.3). */
const MEMBER = /^"(second|burst|day)"(;[a-z]=(0|[1-9]\d{0,14}))+$/

describe('the rate limit headers', () => {
  it('name the second, the burst and the day, and what is left of each', () => {
    expect(toRateLimitHeaders(LIMIT, ADMITTED)).toEqual({
      'ratelimit-policy': '"second";q=25;w=1, "burst";q=35;w=2, "day";q=10000;w=86400',
      ratelimit: '"second";r=25;t=1, "burst";r=34;t=1, "day";r=9999;t=43200',
    })
  })

  it('say on a refusal for the rate to come back in one second, not in 0.04', () => {
    const headers = toRateLimitHeaders(LIMIT, BY_RATE)
    expect(headers['retry-after']).toBe('1')
    expect(headers.ratelimit).toContain('"burst";r=0;t=1')
    expect(violatedPolicies(BY_RATE)).toEqual(['second', 'burst'])
  })

  it('say on a refusal for the quota to come back after midnight, rounded up, and promise no burst until then', () => {
    const headers = toRateLimitHeaders(LIMIT, BY_QUOTA)
    expect(headers['retry-after']).toBe('43200')
    expect(headers.ratelimit).toBe('"second";r=0;t=1, "burst";r=0;t=1, "day";r=0;t=43200')
    expect(violatedPolicies(BY_QUOTA)).toEqual(['day'])
  })

  it('carry no Retry-After when the request was admitted', () => {
    expect(toRateLimitHeaders(LIMIT, ADMITTED)).not.toHaveProperty('retry-after')
    expect(violatedPolicies(ADMITTED)).toEqual([])
  })

  it('are Structured Fields with whole positive windows for any limit, also below one a second', () => {
    for (const ratePerSecond of [0.001, 0.3, 1, 8.333, 25, 1_000_000]) {
      for (const burst of [1, 35, 1_000_000]) {
        const headers = toRateLimitHeaders({ ratePerSecond, burst, dailyQuota: 0 }, BY_RATE)
        const members = `${headers['ratelimit-policy']}, ${headers.ratelimit}`.split(', ')
        expect(members).toHaveLength(6)
        for (const member of members) expect(member).toMatch(MEMBER)
        expect(headers['ratelimit-policy']).not.toMatch(/w=0/)
      }
    }
  })
})
