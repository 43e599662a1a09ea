/** Revokes an API key: the next request with it is refused. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { forgetKey } from './authenticate.ts'
import { findKeyOrganization, revokeKeyRow } from './queries.ts'

/** Revokes a key of the actor's organization; throws `not_found`, and `conflict` when it was revoked before. */
export async function revokeApiKey(ctx: Context, actor: Actor, id: ApiKeyId): Promise<void> {
  requireScope(actor, '*')
  const digest = await withTransaction(ctx, async (tx) => {
    const organizationId = await findKeyOrganization(tx.db, id)
    if (organizationId !== actor.organizationId) throw new AppError('not_found')
    const revoked = await revokeKeyRow(tx.db, organizationId, id, nowDate(ctx.clock))
    if (!revoked) throw new AppError('conflict', { message: 'This API key is already revoked' })
    await recordAudit(tx, actor, { action: 'api_key.revoke', targetId: id })
    return revoked
  })
  // Other nodes hear of it from the database; this one must not wait for that.
  forgetKey(ctx, digest.toString('hex'))
}

/** The organization that a key belongs to; throws `not_found`. For operators, who are given the key's id alone. */
export async function getKeyOrganization(ctx: TxContext, id: ApiKeyId) {
  const organizationId = await findKeyOrganization(ctx.db, id)
  if (!organizationId) throw new AppError('not_found', { message: `There is no API key ${id}` })
  return organizationId
}
