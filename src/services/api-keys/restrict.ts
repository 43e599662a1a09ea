/** Narrows an API key down, or widens it again: scopes, workflow, addresses, end. */
import { type Context, withTransaction } from '../../context.ts'
import { invalidField } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { grantOf, lockGrantor, requireCovers, scopesInForce } from './authority.ts'
import { forgetKey } from './cache.ts'
import { lockApiKey } from './lock.ts'
import { updateApiKey } from './queries.ts'
import { type KeyRestrictions, parseRestrictions } from './restrictions.ts'

/**
 * Changes the given parts, from the next request on; throws `not_found`, `conflict`, `validation_failed`, and
 * `scope_missing` when the key may do more afterwards than the actor. Whoever sets its scopes stands behind it.
 */
export async function restrictApiKey(
  ctx: Context,
  actor: Actor,
  id: ApiKeyId,
  restrictions: KeyRestrictions,
): Promise<void> {
  requireScope(actor, 'keys:write')
  const row = await withTransaction(ctx, async (tx) => {
    const grantor = await lockGrantor(tx, actor)
    const locked = await lockApiKey(tx, actor, id, ['active', 'replaced'])
    const changes = await parseRestrictions(tx, actor, locked.environment, restrictions)
    const changed = Object.keys(changes).join(',')
    if (changed === '') throw invalidField('body', 'must name what to restrict')
    requireCovers(grantor, changes.scopes ?? scopesInForce(locked.scopes, locked.grantedRole))
    const grant = changes.scopes && { ...grantOf(grantor), isFromBeforeScopes: false }
    await updateApiKey(tx.db, locked, { ...changes, ...grant })
    await recordAudit(tx, actor, { action: 'api_key.restrict', targetId: id, details: { changed, ...tell(changes) } })
    return locked
  })
  forgetKey(ctx, row.digest.toString('hex'))
}

/** What the key may do from here on, in the parts that changed. */
function tell({ scopes, workflowId, ipAllowlist, expiresAt }: KeyRestrictions) {
  return {
    ...(scopes && { scopes: scopes.join(' ') }),
    ...(workflowId !== undefined && { workflowId: workflowId ?? 'any' }),
    ...(ipAllowlist && { addresses: ipAllowlist.join(' ') || 'any' }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt?.toISOString() ?? 'never' }),
  }
}
