/** Suspends an organization, or lets it go on: while suspended, none of its keys is accepted. */
import { type Context, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { Actor } from '../actor.ts'
import { forgetOrganization } from '../api-keys/cache.ts'
import { recordAudit } from '../audit/record.ts'
import { updateOrganization } from './queries.ts'

/** Takes effect from the next request on, on other nodes within a second. Operators only; throws `not_found`. */
export async function setOrganizationStatus(ctx: Context, actor: Actor, status: 'active' | 'suspended'): Promise<void> {
  if (actor.kind !== 'operator') throw new AppError('access_denied')
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    const isKnown = await updateOrganization(tx.db, organizationId, { status })
    if (!isKnown) throw new AppError('not_found', { message: `There is no organization ${organizationId}` })
    await recordAudit(tx, actor, { action: 'organization.set_status', targetId: organizationId, details: { status } })
  })
  forgetOrganization(ctx, organizationId)
}
