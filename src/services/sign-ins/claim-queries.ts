/** SQL of accounts that change hands. */
import type { Db } from '../../db/database.ts'
import type { MemberUserId } from '../../lib/ids.ts'

/** Whether the account's address was proved. */
export async function findEmailVerified(db: Db, userId: MemberUserId): Promise<boolean> {
  const row = await db.selectFrom('authUsers').select('emailVerified').where('id', '=', userId).executeTakeFirst()
  return row?.emailVerified ?? false
}

/** Notes that it was. */
export async function updateEmailVerified(db: Db, userId: MemberUserId): Promise<void> {
  await db.updateTable('authUsers').set({ emailVerified: true }).where('id', '=', userId).execute()
}

/** Signs the account out everywhere. */
export async function deleteAllSignIns(tx: Db, userId: MemberUserId): Promise<void> {
  await tx.deleteFrom('authSessions').where('userId', '=', userId).execute()
}

/** Removes the account's second factors. */
export async function deleteSecondFactors(tx: Db, userId: MemberUserId): Promise<void> {
  await tx.deleteFrom('authTwoFactors').where('userId', '=', userId).execute()
}

/** Replaces the account's password by a hash of another one. */
export async function updatePassword(tx: Db, userId: MemberUserId, password: string): Promise<void> {
  await tx
    .updateTable('authAccounts')
    .set({ password })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
}

/** Gives the account to another person of its address. */
export async function updatePerson(tx: Db, userId: MemberUserId, name: string): Promise<void> {
  await tx
    .updateTable('authUsers')
    .set({ name, emailVerified: true, twoFactorEnabled: false })
    .where('id', '=', userId)
    .execute()
}
