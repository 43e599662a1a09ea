/** SQL of sign-ins: people, failed attempts, signed-in devices, second factors. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'

/**
 * Adds one attempt and answers the count, at most one above `most`. The count starts over when its time has passed; the
 * attempt that reaches `most` sets the time to `endsAt`, and later ones do not move it. One statement, so none is lost.
 */
export async function incrementAttempts(
  db: Db,
  digest: Buffer,
  { most, nowAt, endsAt }: { most: number; nowAt: Date; endsAt: Date },
): Promise<{ count: number; endsAt: Date }> {
  const { rows } = await sql<{ count: number; endsAt: Date }>`
    insert into auth_tries as tries (digest, count, ends_at) values (${digest}, 1, ${endsAt})
    on conflict (digest) do update set
      count = case when tries.ends_at <= ${nowAt} then 1 else least(tries.count + 1, ${most} + 1) end,
      ends_at = case when tries.ends_at <= ${nowAt} or tries.count + 1 = ${most} then ${endsAt} else tries.ends_at end
    returning count, ends_at
  `.execute(db)
  const [row] = rows
  if (!row) throw new Error('an upsert answers its row')
  return row
}

/** Takes one attempt back. */
export async function decrementAttempts(db: Db, digest: Buffer): Promise<void> {
  await sql`update auth_tries set count = greatest(count - 1, 0) where digest = ${digest}`.execute(db)
}

/** Forgets every attempt of one account or address. */
export async function deleteAttempts(db: Db, digest: Buffer): Promise<void> {
  await db.deleteFrom('authTries').where('digest', '=', digest).execute()
}

/** Erases counts whose time has passed, some at a time; rows that another request holds are left to the next one. */
export async function deleteEndedAttempts(db: Db, nowAt: Date): Promise<void> {
  await sql`
    delete from auth_tries where digest in (
      select digest from auth_tries where ends_at <= ${nowAt} limit 100 for update skip locked
    )
  `.execute(db)
}

/** A person's sign-ins that have not ended, the latest first. */
export function listSignInRows(db: Db, userId: MemberUserId, nowAt: Date) {
  return db
    .selectFrom('authSessions')
    .select(['id', 'ipAddress', 'userAgent', 'createdAt', 'expiresAt'])
    .where('userId', '=', userId)
    .where('expiresAt', '>', nowAt)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
}

/** Every sign-in of a person, ended ones included. */
export async function listSignInIds(db: Db, userId: MemberUserId): Promise<string[]> {
  const rows = await db.selectFrom('authSessions').select('id').where('userId', '=', userId).execute()
  return rows.map(({ id }) => id)
}

/** Ends these sign-ins of a person. */
export async function deleteSignIns(db: Db, userId: MemberUserId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.deleteFrom('authSessions').where('userId', '=', userId).where('id', 'in', ids).execute()
}

/** Ends one sign-in of a person; answers whether there was one. */
export async function deleteSignIn(db: Db, userId: MemberUserId, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('authSessions')
    .where('userId', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends the sign-in of this token, whoever it is of, unless it is the one to keep. */
export async function deleteSignInOfToken(db: Db, token: string, keptId: string): Promise<void> {
  await db.deleteFrom('authSessions').where('token', '=', token).where('id', '<>', keptId).execute()
}

/** Ends every sign-in of a person but one; answers how many. */
export async function deleteOtherSignIns(db: Db, userId: MemberUserId, keptId: string): Promise<number> {
  const result = await db
    .deleteFrom('authSessions')
    .where('userId', '=', userId)
    .where('id', '<>', keptId)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/**
 * Remembers that the person of one sign-in has just proved who they are, and whether by a second factor; their rest is over, and
 * the sign-in has another token. Answers whether the token was still `from`.
 */
export async function updateSteppedUp(
  db: Db,
  { from, to }: { from: string; to: string },
  { nowAt, isFactor }: { nowAt: Date; isFactor: boolean },
): Promise<boolean> {
  const result = await db
    .updateTable('authSessions')
    .set({ token: to, updatedAt: nowAt, steppedUpAt: nowAt, activeAt: nowAt, longestRestSeconds: 0 })
    .$if(isFactor, (query) => query.set({ factorAt: nowAt }))
    .where('token', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Remembers that the sign-in of this token showed a second factor; all of the person's where no token is named. */
export async function updateFactorAt(
  db: Db,
  { userId, token, factorAt }: { userId: string; token: string | undefined; factorAt: Date },
): Promise<void> {
  await db
    .updateTable('authSessions')
    .set({ factorAt })
    .where('userId', '=', userId as MemberUserId)
    .$if(token !== undefined, (query) => query.where('token', '=', token as string))
    .execute()
}

/** Remembers that a second factor was made in this sign-in, and so shown. */
export async function updateFactorMade(db: Db, id: string, factorAt: Date): Promise<void> {
  await db.updateTable('authSessions').set({ factorAt }).where('id', '=', id).execute()
}

/** Remembers that the person of one sign-in is there, after a rest of so many seconds. */
export async function updateActive(db: Db, id: string, activeAt: Date, restSeconds: number): Promise<void> {
  await sql`
    update auth_sessions set active_at = ${activeAt}, longest_rest_seconds = greatest(longest_rest_seconds, ${restSeconds})
    where id = ${id}::uuid
  `.execute(db)
}

/** Remembers, for one sign-in, which organization the person works in. */
export async function updateActiveOrganization(db: Db, signInId: string, id: OrganizationId): Promise<void> {
  await db.updateTable('authSessions').set({ activeOrganizationId: id }).where('id', '=', signInId).execute()
}

/** Lets sign-ins forget that they open with the organization: one person's, or all. */
export async function clearActiveOrganization(db: Db, id: OrganizationId, userId?: MemberUserId): Promise<void> {
  await db
    .updateTable('authSessions')
    .set({ activeOrganizationId: null })
    .where('activeOrganizationId', '=', id)
    .$if(userId !== undefined, (query) => query.where('userId', '=', userId as MemberUserId))
    .execute()
}

/** Erases what stands in for a password: reset links, trusted devices and half-done sign-ins of one person. */
export async function deleteVerifications(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('authVerifications').where('value', '=', userId).execute()
}

/** The person whose sign-in waits for a second factor under this name. */
export async function findWaitingUserId(db: Db, identifier: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('authVerifications')
    .select('value')
    .where('identifier', '=', identifier)
    .executeTakeFirst()
  return row?.value
}

/** Whether a person must show a second factor. */
export async function findTwoFactorEnabled(db: Db, userId: MemberUserId): Promise<boolean> {
  const row = await db.selectFrom('authUsers').select('twoFactorEnabled').where('id', '=', userId).executeTakeFirst()
  return row?.twoFactorEnabled ?? false
}

/** Names of people. */
export function listNamesOfPeople(db: Db, ids: readonly MemberUserId[]) {
  return db.selectFrom('authUsers').select(['id', 'name']).where('id', 'in', ids).execute()
}

/** The organizations of a person, by their ids: the order in which their audit logs are written. */
export async function listOrganizationsOf(db: Db, userId: MemberUserId): Promise<OrganizationId[]> {
  const query = db.selectFrom('members').select('organizationId').where('userId', '=', userId)
  const rows = await query.orderBy('organizationId').execute()
  return rows.map(({ organizationId }) => organizationId)
}

/** Finds a person by their e-mail address, of whatever organizations they are a member. */
export async function findUserIdByEmail(db: Db, email: string): Promise<MemberUserId | undefined> {
  const row = await db.selectFrom('authUsers').select('id').where('email', '=', email).executeTakeFirst()
  return row?.id
}

/** Whether there is any person at all. */
export async function findAnybody(db: Db): Promise<boolean> {
  return (await db.selectFrom('authUsers').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Locks a person's row until the transaction ends; rows that refer to it can still be written. */
export async function lockUser(tx: Db, userId: MemberUserId): Promise<void> {
  await tx.selectFrom('authUsers').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
}

/** Name and address of a person. */
export function findUserWords(
  db: Db,
  id: string,
): Promise<{ id: MemberUserId; name: string; email: string } | undefined> {
  return db
    .selectFrom('authUsers')
    .select(['id', 'name', 'email'])
    .where('id', '=', id as MemberUserId)
    .executeTakeFirst()
}

/** The hash of a person's password; undefined for one who has none. */
export async function findPasswordHash(db: Db, userId: MemberUserId): Promise<string | undefined> {
  const row = await db
    .selectFrom('authAccounts')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}
