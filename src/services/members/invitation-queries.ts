/** SQL of invitations. */
import type { Db } from '../../db/database.ts'
import type { MemberRole } from '../../db/people-tables.ts'
import type { InvitationId, MemberUserId, OrganizationId } from '../../lib/ids.ts'

export type InvitationRow = NonNullable<Awaited<ReturnType<typeof findInvitationById>>>

/** Adds an invitation; answers whether none was open for the address. */
export async function insertInvitation(
  tx: Db,
  row: {
    readonly id: InvitationId
    readonly organizationId: OrganizationId
    readonly email: string
    readonly role: MemberRole
    readonly inviterId: MemberUserId
    readonly expiresAt: Date
    readonly createdAt: Date
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('invitations')
    .values({ ...row, status: 'pending' })
    .onConflict((conflict) => conflict.columns(['organizationId', 'email']).where('status', '=', 'pending').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Open invitations, those that ran out included, the latest first; a bounded list. */
export function listPendingInvitations(db: Db, organizationId: OrganizationId, most: number) {
  return db
    .selectFrom('invitations')
    .innerJoin('authUsers', 'authUsers.id', 'invitations.inviterId')
    .where('invitations.organizationId', '=', organizationId)
    .where('status', '=', 'pending')
    .orderBy('invitations.createdAt', 'desc')
    .orderBy('invitations.id')
    .limit(most)
    .select(['invitations.id', 'invitations.email', 'role', 'expiresAt', 'invitations.createdAt'])
    .select('authUsers.name as inviterName')
    .execute()
}

/** Finds an invitation by the id in its link, with the organization's name and when that is to be deleted. */
export function findInvitationById(db: Db, id: InvitationId) {
  return db
    .selectFrom('invitations')
    .innerJoin('organizations', 'organizations.id', 'invitations.organizationId')
    .where('invitations.id', '=', id)
    .select(['invitations.id', 'organizationId', 'email', 'role', 'invitations.status', 'expiresAt'])
    .select(['organizations.name as organizationName', 'organizations.deletionDueAt'])
    .executeTakeFirst()
}

/** Whether the invitation waits for this address (lower case), of an organization that is not to be deleted. */
export async function isInvitedNow(
  db: Db,
  { id, email, nowAt }: { id: InvitationId; email: string; nowAt: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('organizations', 'organizations.id', 'invitations.organizationId')
    .select('invitations.id')
    .where('organizations.deletionDueAt', 'is', null)
    .where('invitations.id', '=', id)
    .where('email', '=', email)
    .where('invitations.status', '=', 'pending')
    .where('invitations.expiresAt', '>', nowAt)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends an invitation that is open; answers whether it was. */
export async function closeInvitation(
  tx: Db,
  organizationId: OrganizationId,
  id: InvitationId,
  status: 'accepted' | 'revoked',
): Promise<boolean> {
  const result = await tx
    .updateTable('invitations')
    .set({ status })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Ends the open invitations that a member has made; answers how many. */
export async function closeInvitationsBy(
  tx: Db,
  organizationId: OrganizationId,
  inviterId: MemberUserId,
): Promise<number> {
  const result = await tx
    .updateTable('invitations')
    .set({ status: 'revoked' })
    .where('organizationId', '=', organizationId)
    .where('inviterId', '=', inviterId)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Moves the end of an open invitation; answers whether it was open. */
export async function extendInvitation(
  tx: Db,
  organizationId: OrganizationId,
  id: InvitationId,
  expiresAt: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('invitations')
    .set({ expiresAt })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Removes every invitation of the organization. */
export async function deleteInvitations(tx: Db, organizationId: OrganizationId): Promise<void> {
  await tx.deleteFrom('invitations').where('organizationId', '=', organizationId).execute()
}

/** How many open invitations of every organization are older than a moment, and when the last of them ends. */
export function countOpenInvitations(
  db: Db,
  { since, now }: { since: Date; now: Date },
): Promise<{ count: number; endsAt: Date | null }> {
  return db
    .selectFrom('invitations')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('expiresAt').as('endsAt')])
    .where('status', '=', 'pending')
    .where('createdAt', '<', since)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
}
