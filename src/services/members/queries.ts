/** SQL of people. */
import type { Db } from '../../db/database.ts'
import type { MemberUserId } from '../../lib/ids.ts'

/** Finds a person by their e-mail address, of whatever organizations they are a member. */
export async function findUserIdByEmail(db: Db, email: string): Promise<MemberUserId | undefined> {
  const row = await db.selectFrom('authUsers').select('id').where('email', '=', email).executeTakeFirst()
  return row?.id
}
