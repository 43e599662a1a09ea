/** Shows an API key again, for those who may see it. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { requireCovers, scopesInForce } from './authority.ts'
import { lockApiKey } from './lock.ts'
import { openSealedKey } from './seal.ts'

/**
 * The plain key. Throws `conflict` when it has ended, or was made or kept under "show once", and `scope_missing` when it
 * may do more than the actor. Audited; whoever calls this for a member must have asked for a fresh sign-in.
 */
export async function revealApiKey(ctx: TxContext, actor: Actor, id: ApiKeyId): Promise<string> {
  requireScope(actor, 'keys:reveal')
  return withTransaction(ctx, async (tx) => {
    const row = await lockApiKey(tx, actor, id, ['active', 'replaced'])
    requireCovers(actor, scopesInForce(row.scopes, row.grantedRole))
    const { ciphertext, pepperVersion } = row
    if (!ciphertext)
      throw new AppError('conflict', { message: 'This API key is not stored in a form that can be shown' })
    await recordAudit(tx, actor, { action: 'api_key.reveal', targetId: id })
    return openSealedKey(ctx.keyring, { id, ciphertext, pepperVersion })
  })
}
