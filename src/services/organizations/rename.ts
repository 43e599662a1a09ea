/** Gives an organization another name. */
import { type Context, withTransaction } from '../../context.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import { type Actor, requireScope } from '../actor.ts'
import { forgetOrganization } from '../api-keys/cache.ts'
import { recordAudit } from '../audit/record.ts'
import { updateOrganization } from './queries.ts'

/** 1 to 200 characters; applicants see it from the next request on. Throws `not_found`. */
export async function renameOrganization(ctx: Context, actor: Actor, text: string): Promise<void> {
  requireScope(actor, 'organization:write')
  const name = text.trim()
  if (name.length < 1 || name.length > 200) throw invalidField('name', 'must be 1 to 200 characters')
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    const isKnown = await updateOrganization(tx.db, organizationId, { name })
    if (!isKnown) throw new AppError('not_found', { message: `There is no organization ${organizationId}` })
    await recordAudit(tx, actor, { action: 'organization.rename', targetId: organizationId })
  })
  forgetOrganization(ctx, organizationId)
}
