/** Chooses whether an organization's keys can be shown again, or only in the moment that they are made. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { type Actor, requireScope } from '../actor.ts'
import { eraseSealedKeys } from '../api-keys/erase-sealed.ts'
import { recordAudit } from '../audit/record.ts'
import { findShowKeysOnce, updateShowKeysOnce } from './queries.ts'

/**
 * With `showOnce` the sealed form of every key is erased for good and no further key is sealed; without it, keys made
 * from then on are sealed. Every key goes on working. Throws `not_found`.
 */
export async function setShowKeysOnce(ctx: TxContext, actor: Actor, showOnce: boolean): Promise<void> {
  requireScope(actor, 'organization:write')
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    // The row's lock comes first: a key that is being made is either sealed before and erased here, or never sealed.
    const isKnown = await updateShowKeysOnce(tx.db, organizationId, showOnce)
    if (!isKnown) throw new AppError('not_found', { message: `There is no organization ${organizationId}` })
    const erased = showOnce ? await eraseSealedKeys(tx, organizationId) : 0
    const details = { show_keys_once: showOnce, erased }
    await recordAudit(tx, actor, { action: 'organization.show_keys_once', targetId: organizationId, details })
  })
}

/** Whether the keys of the actor's organization are shown only in the moment that they are made. */
export async function isShowingKeysOnce(ctx: TxContext, actor: Actor): Promise<boolean> {
  requireScope(actor, 'keys:read')
  return findShowKeysOnce(ctx.db, actor.organizationId)
}
