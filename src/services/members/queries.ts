/** SQL of people's memberships. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'

/** Whether the person of the row of auth_users has an authenticator or a passkey. */
export const HAS_TWO_FACTOR = sql<boolean>`(auth_users.two_factor_enabled or exists (
  select from auth_passkeys where auth_passkeys.user_id = auth_users.id
))`

/** A person's role in one organization, and what the organization asks of their sign-in. */
export function findMembership(db: Db, organizationId: OrganizationId, userId: MemberUserId) {
  return db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organizationId')
    .select(['members.role', 'members.lastSeenAt', 'requireTwoFactor', 'signInHours', 'idleMinutes'])
    .select('organizations.name as organizationName')
    .where('members.organizationId', '=', organizationId)
    .where('members.userId', '=', userId)
    .executeTakeFirst()
}

/** Finds the member that sent a session, if they still belong to the organization. */
export function findSender(db: Db, organizationId: OrganizationId, userId: MemberUserId) {
  return db
    .selectFrom('members')
    .innerJoin('authUsers', 'authUsers.id', 'members.userId')
    .select(['authUsers.id', 'authUsers.email', 'authUsers.name', 'authUsers.createdAt', 'authUsers.updatedAt'])
    .where('members.organizationId', '=', organizationId)
    .where('members.userId', '=', userId)
    .executeTakeFirst()
}

/** Remembers that a member was here. */
export async function updateLastSeen(
  db: Db,
  organizationId: OrganizationId,
  userId: MemberUserId,
  at: Date,
): Promise<void> {
  await db
    .updateTable('members')
    .set({ lastSeenAt: at })
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .execute()
}

/** A person's organizations with their roles, by name. */
export function listMembershipRows(db: Db, userId: MemberUserId) {
  return db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organizationId')
    .innerJoin('authUsers', 'authUsers.id', 'members.userId')
    .select(['organizations.id', 'organizations.name', 'members.role', 'requireTwoFactor', 'deletionDueAt'])
    .select(HAS_TWO_FACTOR.as('hasTwoFactor'))
    .where('members.userId', '=', userId)
    .orderBy('organizations.name')
    .orderBy('organizations.id')
    .execute()
}
