/** SQL of people and their memberships. */
import type { Db } from '../../db/database.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'

/** Finds a person by their e-mail address, of whatever organizations they are a member. */
export async function findUserIdByEmail(db: Db, email: string): Promise<MemberUserId | undefined> {
  const row = await db.selectFrom('authUsers').select('id').where('email', '=', email).executeTakeFirst()
  return row?.id
}

/** A person's role in one organization, and what the organization asks of their sign-in. */
export function findMembership(db: Db, organizationId: OrganizationId, userId: MemberUserId) {
  return db
    .selectFrom('members')
    .innerJoin('organizations', 'organizations.id', 'members.organizationId')
    .innerJoin('authUsers', 'authUsers.id', 'members.userId')
    .select(['members.role', 'members.lastSeenAt', 'requireTwoFactor', 'signInHours', 'twoFactorEnabled'])
    .select('organizations.name as organizationName')
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
    .select(['organizations.id', 'organizations.name', 'members.role', 'requireTwoFactor', 'twoFactorEnabled'])
    .select('deletionDueAt')
    .where('members.userId', '=', userId)
    .orderBy('organizations.name')
    .orderBy('organizations.id')
    .execute()
}
