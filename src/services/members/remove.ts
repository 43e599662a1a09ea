/** Takes somebody off the team: another member, or oneself. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { leaveActiveOrganization } from '../sign-ins/active-organization.ts'
import { closeInvitationsBy } from './invitation-queries.ts'
import { deleteMember, findRole } from './team-queries.ts'
import { lockAsMember, lockTeamAs, requireAnotherOwner, requireOwnerFor } from './team-rules.ts'

/**
 * Refuses the member from the next request on; the invitations that they made end, since they know the links. The
 * organization's keys go on working: they are its own. Throws
 * `not_found`, `access_denied` when an admin would remove an owner, `conflict` for oneself.
 */
export async function removeMember(ctx: TxContext, actor: MemberActor, userId: MemberUserId): Promise<void> {
  requireScope(actor, 'members:write')
  if (userId === actor.userId) throw new AppError('conflict', { message: 'To go yourself, leave the organization' })
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    const actorRole = await lockTeamAs(tx, actor)
    const role = await findRole(tx.db, organizationId, userId)
    if (!role) throw new AppError('not_found', { message: 'There is no such member' })
    requireOwnerFor(actorRole, [role])
    if (role === 'owner') await requireAnotherOwner(tx, organizationId)
    const revoked = await takeOffTeam(tx, organizationId, userId)
    const details = { role, ...(revoked > 0 && { revokedInvitations: revoked }) }
    await recordAudit(tx, actor, { action: 'member.remove', targetId: userId, details })
  })
}

/** Leaves the organization, and ends the invitations that one has made; throws `conflict` for its last owner. */
export async function leaveOrganization(ctx: TxContext, actor: MemberActor): Promise<void> {
  const { organizationId, userId } = actor
  await withTransaction(ctx, async (tx) => {
    const role = await lockAsMember(tx, actor)
    if (role === 'owner') await requireAnotherOwner(tx, organizationId)
    const revoked = await takeOffTeam(tx, organizationId, userId)
    const details = { role, ...(revoked > 0 && { revokedInvitations: revoked }) }
    await recordAudit(tx, actor, { action: 'member.leave', targetId: userId, details })
  })
}

/** Answers how many open invitations of theirs ended with it. */
async function takeOffTeam(tx: TxContext, organizationId: OrganizationId, userId: MemberUserId): Promise<number> {
  await deleteMember(tx.db, organizationId, userId)
  await leaveActiveOrganization(tx, organizationId, userId)
  return closeInvitationsBy(tx.db, organizationId, userId)
}
