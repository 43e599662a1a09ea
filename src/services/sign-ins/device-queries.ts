/** SQL of devices that have signed in before. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MemberUserId } from '../../lib/ids.ts'

/** The person of the address, when the device has signed them in since `since`. */
export async function findDevice(
  db: Db,
  digest: Buffer,
  email: string,
  since: Date,
): Promise<MemberUserId | undefined> {
  const row = await db
    .selectFrom('authDevices')
    .innerJoin('authUsers', 'authUsers.id', 'authDevices.userId')
    .select('userId')
    .where('digest', '=', digest)
    .where('email', '=', email)
    .where('usedAt', '>', since)
    .executeTakeFirst()
  return row?.userId
}

/** Remembers the device of the person of the address; answers who that is. */
export async function upsertDevice(
  db: Db,
  { digest, email, usedAt }: { digest: Buffer; email: string; usedAt: Date },
): Promise<MemberUserId | undefined> {
  const { rows } = await sql<{ userId: MemberUserId }>`
    insert into auth_devices (digest, user_id, used_at)
    select ${digest}, id, ${usedAt} from auth_users where email = ${email}
    on conflict (digest, user_id) do update set used_at = excluded.used_at
    returning user_id
  `.execute(db)
  return rows[0]?.userId
}

/** Forgets a person's devices beyond the `most` that were used last. */
export async function deleteOldDevices(db: Db, userId: MemberUserId, most: number): Promise<void> {
  await sql`
    delete from auth_devices where user_id = ${userId} and digest in (
      select digest from auth_devices where user_id = ${userId} order by used_at desc offset ${most}
    )
  `.execute(db)
}

/** Forgets every device of a person. */
export async function deleteDevices(db: Db, userId: string): Promise<void> {
  await sql`delete from auth_devices where user_id = ${userId}::uuid`.execute(db)
}
