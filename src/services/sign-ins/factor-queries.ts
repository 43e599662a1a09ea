/** SQL of second factors, and of what is told to their owners. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MemberUserId } from '../../lib/ids.ts'

/**
 * Second factors of all people that are not encrypted under the key of `version`, undefined: that name no key at all; and those
 * whose backup codes are not digests.
 */
export function listFactorRows(db: Db, version: number | undefined) {
  const begin = version === undefined ? '$ba$' : `$ba$${version}$`
  return db
    .selectFrom('authTwoFactors')
    .select(['id', 'secret', 'backupCodes'])
    .where(sql<boolean>`not (codes_hidden and starts_with(secret, ${begin}) and starts_with(backup_codes, ${begin}))`)
    .execute()
}

/** Stores a second factor as encrypted anew, unless it changed meanwhile; answers whether it did not. */
export async function updateFactorRow(
  db: Db,
  id: string,
  { from, to }: Record<'from' | 'to', { readonly secret: string; readonly backupCodes: string }>,
): Promise<boolean> {
  const result = await db
    .updateTable('authTwoFactors')
    .set({ ...to, codesHidden: true })
    .where('id', '=', id)
    .where('secret', '=', from.secret)
    .where('backupCodes', '=', from.backupCodes)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What a person's authenticator shares with us, sealed; undefined without one. */
export async function findFactorSecret(db: Db, userId: MemberUserId): Promise<string | undefined> {
  const row = await db.selectFrom('authTwoFactors').select('secret').where('userId', '=', userId).executeTakeFirst()
  return row?.secret
}

/** Takes a person's second factor away and notes when. */
export async function deleteFactor(db: Db, userId: MemberUserId, at: Date): Promise<void> {
  await db.deleteFrom('authTwoFactors').where('userId', '=', userId).execute()
  await db
    .updateTable('authUsers')
    .set({ twoFactorEnabled: false, twoFactorResetAt: at })
    .where('id', '=', userId)
    .execute()
}

/** Forgets it: the person was told. */
export async function clearFactorReset(db: Db, userId: MemberUserId): Promise<void> {
  await db.updateTable('authUsers').set({ twoFactorResetAt: null }).where('id', '=', userId).execute()
}

/** Notes that the cookie of a sign-in was signed anew. */
export async function updateSignInRenewed(db: Db, token: string, at: Date): Promise<void> {
  await db.updateTable('authSessions').set({ updatedAt: at }).where('token', '=', token).execute()
}

/** How many sign-ins have not ended whose cookies were signed before a moment, and when the last of them ends. */
export function countSignInsBefore(
  db: Db,
  { since, now }: { since: Date; now: Date },
): Promise<{ count: number; endsAt: Date | null }> {
  return db
    .selectFrom('authSessions')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('expiresAt').as('endsAt')])
    .where('updatedAt', '<', since)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
}
