/** The deletion of an organization as its owners ask for it and take it back; what follows is in `erase.ts`. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { forgetOrganization } from '../api-keys/cache.ts'
import { recordAudit } from '../audit/record.ts'
import { resumeChecks } from '../checks/postpone.ts'
import { ROLE_SCOPES } from '../members/roles.ts'
import { lockAsMember } from '../members/team-rules.ts'
import { refuseClosing } from '../organizations/closing.ts'
import { lockDeletionState, setDeletionDue } from '../organizations/deletion-state.ts'

/** How long owners can take a deletion back. */
export const DELETION_GRACE_MS = 7 * 24 * 3_600_000

/**
 * Stops the organization's keys, links and checks at once and lets it be erased seven days from now; answers when.
 * Throws `validation_failed` unless `name` is its name, `organization_closing` when it is to be deleted already.
 */
export async function deleteOrganization(ctx: Context, actor: MemberActor, name: string): Promise<Date> {
  const { organizationId } = actor
  const due = await withTransaction(ctx, async (tx) => {
    const organization = await lockAsOwner(tx, actor)
    if (organization.deletionDueAt) throw refuseClosing(organization.deletionDueAt)
    if (name.trim() !== organization.name) {
      throw invalidField('name', `must be the name of the organization, ${organization.name}`)
    }
    const dueAt = new Date(ctx.clock.nowMs() + DELETION_GRACE_MS)
    await setDeletionDue(tx, organizationId, dueAt)
    const details = { dueAt: dueAt.toISOString() }
    await recordAudit(tx, actor, { action: 'organization.delete', targetId: organizationId, details })
    return dueAt
  })
  forgetOrganization(ctx, organizationId)
  return due
}

/**
 * Takes the deletion back: keys and links work as before, unless they ended meanwhile, and checks that were put off are
 * done. Throws `conflict` when there is nothing to take back, and when it is too late.
 */
export async function keepOrganization(ctx: Context, actor: MemberActor): Promise<void> {
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    const { status, deletionDueAt } = await lockAsOwner(tx, actor)
    if (!deletionDueAt) throw new AppError('conflict', { message: 'This organization is not to be deleted' })
    const isOver = status === 'erasing' || status === 'deleted' || deletionDueAt.getTime() <= ctx.clock.nowMs()
    if (isOver) throw new AppError('conflict', { message: 'It is too late: the organization is being erased' })
    await setDeletionDue(tx, organizationId, null)
    await resumeChecks(tx, organizationId)
    await recordAudit(tx, actor, { action: 'organization.keep', targetId: organizationId })
  })
  forgetOrganization(ctx, organizationId)
}

/** Locks the organization's row and asks for the role of this very moment. */
async function lockAsOwner(tx: TxContext, actor: MemberActor) {
  requireScope(actor, 'organization:delete')
  const role = await lockAsMember(tx, actor)
  requireScope({ ...actor, role, scopes: ROLE_SCOPES[role] }, 'organization:delete')
  const organization = await lockDeletionState(tx, actor.organizationId)
  if (!organization) throw new AppError('not_found', { message: `There is no organization ${actor.organizationId}` })
  return organization
}
