/** Replaces an API key by a fresh one that may do the same; the old one ends now, or after a grace. */
import { type Context, withTransaction } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { grantOf, lockGrantor, requireCovers, scopesInForce } from './authority.ts'
import { forgetKey } from './cache.ts'
import { type IssuedKey, issueKey } from './issue.ts'
import { lockApiKey } from './lock.ts'
import { updateApiKey } from './queries.ts'

/** The longest time that the old key may go on: long enough for a weekly release. */
export const MAX_GRACE_MS = 7 * 24 * 3_600_000

/**
 * Answers the new key. The old one is refused from the next request on, or once `graceMs` (0 … 7 days) have passed, and
 * cannot be shown any more. Whoever regenerates it stands behind it from then on, and must be allowed all that it may:
 * else `scope_missing`. Of two callers at once one gets the key and the other `conflict`; throws `not_found`, too.
 */
export async function regenerateApiKey(
  ctx: Context,
  actor: Actor,
  id: ApiKeyId,
  { graceMs = 0 }: { readonly graceMs?: number } = {},
): Promise<IssuedKey> {
  requireScope(actor, 'keys:write')
  if (!(Number.isSafeInteger(graceMs) && graceMs >= 0 && graceMs <= MAX_GRACE_MS)) {
    throw invalidField('grace', 'must be from 0 to 7 days')
  }
  const { issued, digest } = await withTransaction(ctx, async (tx) => {
    const grantor = await lockGrantor(tx, actor)
    const old = await lockApiKey(tx, actor, id, ['active'])
    const { organizationId, environment, name, ownerUserId, workflowId, ipAllowlist, expiresAt, isFromBeforeScopes } =
      old
    const scopes = [...scopesInForce(old.scopes, old.grantedRole)]
    requireCovers(grantor, scopes)
    const same = { organizationId, environment, name, ownerUserId, scopes, workflowId, ipAllowlist, expiresAt }
    const fresh = await issueKey(tx, { ...same, ...grantOf(grantor), isFromBeforeScopes })
    const revokedAt = new Date(ctx.clock.nowMs() + graceMs)
    await updateApiKey(tx.db, old, { revokedAt, replacedBy: fresh.id, ciphertext: null })
    const details = { replaced_by: fresh.id, grace_ms: graceMs }
    await recordAudit(tx, actor, { action: 'api_key.regenerate', targetId: id, details })
    return { issued: fresh, digest: old.digest }
  })
  forgetKey(ctx, digest.toString('hex'))
  return issued
}
