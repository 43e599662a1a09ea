/** Takes each request from its organization's bucket and day, and says what is left. */
import type { FastifyReply } from 'fastify'
import { AppError } from '../lib/errors.ts'
import { toRateLimitHeaders, violatedPolicies } from '../limits/headers.ts'
import type { AuthenticatedKey } from '../services/api-keys/known-key.ts'
import { limitSubject } from '../services/usage/day-counts.ts'
import type { HttpServices } from './services.ts'

/** Spends one request; throws `rate_limited` or `quota_exceeded`, which cost nothing. Every answer says the limits. */
export async function spendRequest(
  { limiter }: HttpServices,
  { actor, limit }: AuthenticatedKey,
  reply: FastifyReply,
): Promise<void> {
  const decision = await limiter.take(limitSubject(actor), limit)
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
