/** Says in each answer what is left of the limits, and refuses what is over them. */
import type { FastifyReply } from 'fastify'
import { AppError } from '../lib/errors.ts'
import { toRateLimitHeaders, violatedPolicies } from '../limits/headers.ts'
import type { Limit, LimitDecision } from '../limits/limiter.ts'

/** Says the limits and what is left; throws `rate_limited` or `quota_exceeded` when the request was refused. */
export function requireWithinLimits(limit: Limit, decision: LimitDecision, reply: FastifyReply): void {
  reply.headers({ ...toRateLimitHeaders(limit, decision) })
  if (decision.admitted) return
  const isQuota = decision.limitedBy === 'quota'
  const seconds = Math.max(1, Math.ceil(decision.retryAfterMs / 1000))
  throw new AppError(isQuota ? 'quota_exceeded' : 'rate_limited', {
    message: isQuota
      ? `Daily quota of ${limit.dailyQuota} requests exceeded; it starts again at 00:00 UTC, in ${seconds} s`
      : `Rate limit of ${limit.ratePerSecond} requests a second (burst ${limit.burst}) exceeded; retry in ${seconds} s`,
    details: { violated_policies: violatedPolicies(decision), retry_after_ms: decision.retryAfterMs },
  })
}
