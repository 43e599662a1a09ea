/** SQL of the operators of the installation. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MemberUserId } from '../../lib/ids.ts'

/** Makes the second of two changes wait for the first until its transaction ends; readers pass. */
export async function lockOperators(tx: Db): Promise<void> {
  await sql`lock table operators in share row exclusive mode`.execute(tx)
}

/** Adds a person; answers whether they were none. */
export async function insertOperator(db: Db, row: { userId: MemberUserId; createdAt: Date }): Promise<boolean> {
  const result = await db
    .insertInto('operators')
    .values(row)
    .onConflict((conflict) => conflict.column('userId').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Removes a person; answers whether they were one. */
export async function deleteOperator(db: Db, userId: MemberUserId): Promise<boolean> {
  const result = await db.deleteFrom('operators').where('userId', '=', userId).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whether a person is one. */
export async function findOperator(db: Db, userId: MemberUserId): Promise<boolean> {
  const row = await db.selectFrom('operators').select('userId').where('userId', '=', userId).executeTakeFirst()
  return row !== undefined
}

/** Everybody who is one, since when, the first of them first. */
export function listOperatorRows(db: Db) {
  return db
    .selectFrom('operators')
    .innerJoin('authUsers', 'authUsers.id', 'operators.userId')
    .select(['operators.userId', 'name', 'email', 'operators.createdAt'])
    .orderBy('operators.createdAt')
    .orderBy('operators.userId')
    .execute()
}
