/** Opens the way by which webhooks leave. */
import type { Config } from '../../config.ts'
import { GuardedPost } from '../../lib/guarded-post.ts'

/** How long a receiver may take to answer (contract §5). */
const TIMEOUT_MS = 10_000

/** Close it at the end. */
export function openWebhookPost({ webhooks }: Pick<Config, 'webhooks'>): GuardedPost {
  return new GuardedPost({ timeoutMs: TIMEOUT_MS, allowed: webhooks.allowedNetworks })
}
