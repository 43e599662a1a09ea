/** Gives a member another role. */
import { type TxContext, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import type { Role } from './roles.ts'
import { findRole, updateRole } from './team-queries.ts'
import { lockTeamAs, requireAnotherOwner, requireOwnerFor } from './team-rules.ts'

/**
 * Takes effect with the member's next request. Throws `not_found` for somebody who is no member, `access_denied` when
 * an owner is concerned and the actor is none, `conflict` for one's own role and for the last owner's.
 */
export async function changeRole(
  ctx: TxContext,
  actor: MemberActor,
  { userId, role }: { userId: MemberUserId; role: Role },
): Promise<void> {
  requireScope(actor, 'members:write')
  if (userId === actor.userId) throw new AppError('conflict', { message: 'Nobody can change their own role' })
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    const actorRole = await lockTeamAs(tx, actor)
    const from = await findRole(tx.db, organizationId, userId)
    if (!from) throw new AppError('not_found', { message: 'There is no such member' })
    requireOwnerFor(actorRole, [from, role])
    if (from === role) return
    if (from === 'owner') await requireAnotherOwner(tx, organizationId)
    await updateRole(tx.db, organizationId, userId, role)
    await recordAudit(tx, actor, { action: 'member.change_role', targetId: userId, details: { from, to: role } })
  })
}
