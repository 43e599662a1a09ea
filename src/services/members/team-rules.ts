/** The rules under which a team changes; each is asked inside the transaction, under the team's lock. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { MemberActor } from '../actor.ts'
import { ROLE_SCOPES, type Role } from './roles.ts'
import { countOwners, findRole, lockTeam } from './team-queries.ts'

/**
 * Locks the team and answers the role that the member has in this moment: the request may have begun before another
 * member changed it. Throws `scope_missing` unless that role may change the team.
 */
export async function lockTeamAs(ctx: TxContext, actor: MemberActor): Promise<Role> {
  const role = await lockAsMember(ctx, actor)
  if (ROLE_SCOPES[role].includes('members:write')) return role
  throw new AppError('scope_missing', { message: `Your role ${role} lacks the scope members:write` })
}

/** The same for what every member may do. */
export async function lockAsMember(ctx: TxContext, { organizationId, userId }: MemberActor): Promise<Role> {
  await lockTeam(ctx.db, organizationId)
  const role = await findRole(ctx.db, organizationId, userId)
  if (!role) throw new AppError('access_denied', { message: 'You are not a member of this organization' })
  return role
}

/** Throws `access_denied` when somebody who is no owner touches one, or would make one. */
export function requireOwnerFor(actorRole: Role, roles: readonly Role[]): void {
  if (actorRole === 'owner' || !roles.includes('owner')) return
  throw new AppError('access_denied', { message: 'Only an owner can make, change or remove an owner' })
}

/** Throws `conflict` when the organization would be left without an owner. Under the lock. */
export async function requireAnotherOwner(ctx: TxContext, organizationId: OrganizationId): Promise<void> {
  if ((await countOwners(ctx.db, organizationId)) > 1) return
  throw new AppError('conflict', { message: 'This is the last owner: make somebody else an owner first' })
}
