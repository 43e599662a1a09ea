/** Looks for one row among all organizations in the middle of a transaction, which otherwise keeps its reach. */
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { acrossOrganizations } from './reach.ts'

/** Answers what `find` finds on `db` among all organizations. The rest of the transaction sees what it saw before. */
export async function lookAcross<T>(db: Db, find: () => Promise<T>): Promise<T> {
  if (!db.isTransaction) return acrossOrganizations(find)
  const { rows } = await sql<{ reach: string }>`
    select coalesce(current_setting('openidv.organization', true), '') as reach`.execute(db)
  await setReach(db, 'all')
  const found = await find()
  await setReach(db, rows[0]?.reach ?? '')
  return found
}

/** Until the transaction ends; one that fails meanwhile has nothing more to see. */
async function setReach(tx: Db, reach: string): Promise<void> {
  await sql`select set_config('openidv.organization', ${reach}, true)`.execute(tx)
}
