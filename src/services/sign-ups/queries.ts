/** SQL of the operators' invitations to sign up. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { InvitationId, MemberUserId } from '../../lib/ids.ts'

/** Adds an invitation; answers whether none was open for the address. */
export async function insertSignUpInvitation(
  db: Db,
  row: {
    readonly id: InvitationId
    readonly email: string
    readonly inviterId: MemberUserId | null
    readonly expiresAt: Date
    readonly createdAt: Date
  },
): Promise<boolean> {
  const result = await db
    .insertInto('signUpInvitations')
    .values({ ...row, status: 'pending' })
    .onConflict((conflict) => conflict.column('email').where('status', '=', 'pending').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Ends the open invitations that ran out, of one address. */
export async function revokeEnded(db: Db, email: string, nowAt: Date): Promise<void> {
  await db
    .updateTable('signUpInvitations')
    .set({ status: 'revoked' })
    .where('email', '=', email)
    .where('status', '=', 'pending')
    .where('expiresAt', '<=', nowAt)
    .execute()
}

/** The latest invitations that can still be used, `most` at most. */
export function listOpenRows(db: Db, nowAt: Date, most: number) {
  return db
    .selectFrom('signUpInvitations')
    .leftJoin('authUsers', 'authUsers.id', 'signUpInvitations.inviterId')
    .where('status', '=', 'pending')
    .where('expiresAt', '>', nowAt)
    .orderBy('signUpInvitations.createdAt', 'desc')
    .orderBy('signUpInvitations.id')
    .limit(most)
    .select(['signUpInvitations.id', 'signUpInvitations.email', 'expiresAt', 'signUpInvitations.createdAt'])
    .select('authUsers.name as inviterName')
    .execute()
}

/** The address of an invitation that can be used. */
export async function findOpenEmail(db: Db, id: InvitationId, nowAt: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('signUpInvitations')
    .select('email')
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', nowAt)
    .executeTakeFirst()
  return row?.email
}

/** Ends an open invitation; answers whether it was open. */
export async function closeSignUpInvitation(
  db: Db,
  id: InvitationId,
  status: 'accepted' | 'revoked',
): Promise<boolean> {
  const result = await db
    .updateTable('signUpInvitations')
    .set({ status })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Makes sign-ups of an empty installation come one after the other, until the transaction ends. */
export async function lockFirstSignUp(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('openidv first sign-up', 0))`.execute(tx)
}
