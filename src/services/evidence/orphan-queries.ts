/** SQL of the files in the store that rows name. */
import type { Db } from '../../db/database.ts'

/** Those of the keys that are named by a row of evidence that was not erased, of every organization: our own job asks. */
export async function listNamedKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('evidence')
    .select('blobKey')
    .where('blobKey', 'in', keys)
    .where('state', '<>', 'erased')
    .execute()
  return rows.map(({ blobKey }) => blobKey)
}
