/** SQL of passkeys and of their challenges. */
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { AuthChallengesTable, AuthPasskeysTable } from '../../../db/people-tables.ts'
import type { MemberUserId, PasskeyId } from '../../../lib/ids.ts'

/** A person's passkeys, the oldest first. */
export function listPasskeyRows(db: Db, userId: MemberUserId) {
  return db
    .selectFrom('authPasskeys')
    .select(['id', 'name', 'credentialId', 'transports', 'createdAt', 'usedAt'])
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** Whether a person has any. */
export async function findAnyPasskey(db: Db, userId: MemberUserId): Promise<boolean> {
  const row = await db.selectFrom('authPasskeys').select('id').where('userId', '=', userId).limit(1).executeTakeFirst()
  return row !== undefined
}

/** The passkey of this name of the authenticator, whosever it is. */
export function findPasskeyRow(db: Db, credentialId: string) {
  return db.selectFrom('authPasskeys').selectAll().where('credentialId', '=', credentialId).executeTakeFirst()
}

/** Stores a passkey unless its person has `most`; answers whether it did, and not when anybody has it already. */
export async function insertPasskey(
  db: Db,
  row: Omit<AuthPasskeysTable, 'usedAt'>,
  { most }: { most: number },
): Promise<boolean> {
  const { id, userId, name, credentialId, publicKey, counter, transports, createdAt } = row
  const result = await sql`
    insert into auth_passkeys (id, user_id, name, credential_id, public_key, counter, transports, created_at)
    select ${id}, ${userId}::uuid, ${name}, ${credentialId}, ${publicKey}, ${counter}, ${transports}, ${createdAt}
    where (select count(*) from auth_passkeys where user_id = ${userId}::uuid) < ${most}
    on conflict (credential_id) do nothing
  `.execute(db)
  return result.numAffectedRows === 1n
}

/**
 * Remembers that a passkey has signed; answers whether its count went on. One statement, so that of two signatures of the
 * same count one is refused. Authenticators that do not count say 0 each time (WebAuthn 3 §7.2).
 */
export async function updatePasskeyUse(db: Db, id: PasskeyId, counter: number, usedAt: Date): Promise<boolean> {
  const result = await db
    .updateTable('authPasskeys')
    .set({ counter, usedAt })
    .where('id', '=', id)
    .where(sql<boolean>`(counter < ${counter} or (counter = 0 and ${counter} = 0))`)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Gives a passkey of the person another name; answers whether there is one. */
export async function updatePasskeyName(
  db: Db,
  userId: MemberUserId,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const result = await db
    .updateTable('authPasskeys')
    .set({ name })
    .where('userId', '=', userId)
    .where('id', '=', id as PasskeyId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Removes a passkey of the person; answers whether there was one. */
export async function deletePasskey(db: Db, userId: MemberUserId, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('authPasskeys')
    .where('userId', '=', userId)
    .where('id', '=', id as PasskeyId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Removes every passkey of a person. */
export async function deletePasskeys(db: Db, userId: MemberUserId): Promise<void> {
  await db.deleteFrom('authPasskeys').where('userId', '=', userId).execute()
}

/** Stores a challenge; erases some whose time has passed, and leaves those that another request holds to the next one. */
export async function insertChallenge(db: Db, row: AuthChallengesTable, nowAt: Date): Promise<void> {
  await sql`
    delete from auth_challenges where digest in (
      select digest from auth_challenges where ends_at <= ${nowAt} limit 100 for update skip locked
    )
  `.execute(db)
  await db.insertInto('authChallenges').values(row).execute()
}

/** Takes a challenge away, so that it is answered once; undefined when there is none. */
export function deleteChallenge(db: Db, digest: Buffer): Promise<AuthChallengesTable | undefined> {
  return db.deleteFrom('authChallenges').where('digest', '=', digest).returningAll().executeTakeFirst()
}
