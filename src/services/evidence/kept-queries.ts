/** SQL of the files that are kept. */
import type { Db } from '../../db/database.ts'

/** Blob keys behind `after`, of every organization, in order: a backup is of the whole installation. */
export function listKeptBlobs(db: Db, after: string, most: number) {
  return db
    .selectFrom('evidence')
    .select('blobKey')
    .where('state', 'in', ['received', 'stored', 'superseded'])
    .where('blobKey', '>', after)
    .orderBy('blobKey')
    .limit(most)
    .execute()
}
