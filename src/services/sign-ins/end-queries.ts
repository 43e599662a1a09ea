/** SQL that ends sign-ins from outside, without their people. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** Ends every sign-in of everybody, with reset links, trusted devices and half-done sign-ins; answers how many there were. */
export async function deleteEverySignIn(db: Db): Promise<number> {
  await db.deleteFrom('authVerifications').execute()
  const result = await db.deleteFrom('authSessions').executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Ends every sign-in of the person of an address; answers who that is and how many there were, undefined for nobody. */
export async function deleteSignInsOfEmail(
  db: Db,
  email: string,
): Promise<{ userId: string; ended: number } | undefined> {
  const { rows } = await sql<{ userId: string; ended: number }>`
    with person as (select id from auth_users where email = ${email}),
      gone as (delete from auth_sessions where user_id in (select id from person) returning id)
    select id as user_id, (select count(*)::integer from gone) as ended from person
  `.execute(db)
  return rows[0]
}
