/** SQL of the team: who belongs to an organization, who is invited, and the lock under which both change. */

import type { Db } from '../../db/database.ts'
import type { MemberRole } from '../../db/people-tables.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import { HAS_TWO_FACTOR } from './queries.ts'

/**
 * Locks the organization's row until the transaction ends: changes of one team come one after the other, so that each
 * sees the roles that the one before it left. Rows that refer to the organization can still be written meanwhile.
 * Answers from when on the organization is erased.
 */
export async function lockTeam(tx: Db, organizationId: OrganizationId): Promise<{ deletionDueAt: Date | null }> {
  const locked = tx.selectFrom('organizations').select('deletionDueAt').where('id', '=', organizationId)
  return (await locked.forNoKeyUpdate().executeTakeFirst()) ?? { deletionDueAt: null }
}

/** Members by name, each with whether they have a second factor. */
export function listMemberRows(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('members')
    .innerJoin('authUsers', 'authUsers.id', 'members.userId')
    .where('members.organizationId', '=', organizationId)
    .orderBy('authUsers.name')
    .orderBy('authUsers.id')
    .select(['members.userId', 'name', 'email', 'role', 'lastSeenAt', 'members.createdAt'])
    .select(HAS_TWO_FACTOR.as('hasTwoFactor'))
    .execute()
}

/** A member's role; undefined when they are none. */
export async function findRole(
  db: Db,
  organizationId: OrganizationId,
  userId: MemberUserId,
): Promise<MemberRole | undefined> {
  const row = await db
    .selectFrom('members')
    .select('role')
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return row?.role
}

/** How many owners an organization has; exact under `lockTeam` only. */
export async function countOwners(tx: Db, organizationId: OrganizationId): Promise<number> {
  const row = await tx
    .selectFrom('members')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow()
  return row.count
}

/** Gives a member another role. */
export async function updateRole(
  tx: Db,
  organizationId: OrganizationId,
  userId: MemberUserId,
  role: MemberRole,
): Promise<void> {
  await tx
    .updateTable('members')
    .set({ role })
    .where('organizationId', '=', organizationId)
    .where('userId', '=', userId)
    .execute()
}

/** Takes somebody off the team. */
export async function deleteMember(tx: Db, organizationId: OrganizationId, userId: MemberUserId): Promise<void> {
  await tx.deleteFrom('members').where('organizationId', '=', organizationId).where('userId', '=', userId).execute()
}

/** Takes everybody off the team. */
export async function deleteMembers(tx: Db, organizationId: OrganizationId): Promise<void> {
  await tx.deleteFrom('members').where('organizationId', '=', organizationId).execute()
}

/** Adds a member; answers whether they were none. */
export async function addMember(
  tx: Db,
  row: { organizationId: OrganizationId; userId: MemberUserId; role: MemberRole; createdAt: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('members')
    .values({ ...row, lastSeenAt: row.createdAt })
    .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Adds the first owner, who has not been seen yet. */
export async function insertOwner(
  tx: Db,
  row: { organizationId: OrganizationId; userId: MemberUserId; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('members')
    .values({ ...row, role: 'owner' })
    .execute()
}

/** Whether a person of this address is a member. */
export async function hasMemberWithEmail(db: Db, organizationId: OrganizationId, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .innerJoin('authUsers', 'authUsers.id', 'members.userId')
    .where('members.organizationId', '=', organizationId)
    .where('authUsers.email', '=', email)
    .select('members.id')
    .executeTakeFirst()
  return row !== undefined
}
