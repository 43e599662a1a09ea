/** Revokes an API key: the next request with it is refused. */
import { type Context, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { forgetKey } from './cache.ts'
import { lockApiKey } from './lock.ts'
import { updateApiKey } from './queries.ts'

/** Ends a key of the actor's organization for good; throws `not_found`, and `conflict` when it was revoked before. */
export async function revokeApiKey(ctx: Context, actor: Actor, id: ApiKeyId): Promise<void> {
  requireScope(actor, 'keys:write')
  const row = await withTransaction(ctx, async (tx) => {
    const locked = await lockApiKey(tx, actor, id, ['active', 'replaced', 'expired'])
    await updateApiKey(tx.db, locked, { revokedAt: nowDate(ctx.clock), ciphertext: null })
    await recordAudit(tx, actor, { action: 'api_key.revoke', targetId: id })
    return locked
  })
  // Other nodes hear of it from the database; this one must not wait for that.
  forgetKey(ctx, row.digest.toString('hex'))
}
