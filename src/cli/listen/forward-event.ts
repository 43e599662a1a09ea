/** Posts one event to a receiver as a webhook: the same body, headers and signature, so that the same code takes it. */
import { signWebhookBySecret } from '../../services/webhooks/sign.ts'
import type { FollowedEvent } from './follow-events.ts'

/** As long as a webhook waits. */
const TIMEOUT_MS = 10_000

/** Answers what came of it, in a word or two. It is sent once. */
export async function forwardEvent(to: URL, secret: string, { id, type, data }: FollowedEvent): Promise<string> {
  if (data === undefined) return 'not forwarded: the applicant was erased'
  const body = JSON.stringify({ type, data })
  const signature = signWebhookBySecret(secret, { id, timestamp: Math.floor(Date.now() / 1000), body })
  const startMs = performance.now()
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'OpenIDV-Webhooks/1.0', ...signature },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    return `${answer.status}  ${Math.round(performance.now() - startMs)} ms`
  } catch (error) {
    const { message, cause } = error as Error
    return `not delivered: ${cause instanceof Error ? cause.message : message}`
  }
}
