/** Names every file that the installation keeps, for whoever compares them with a store or a backup. */
import type { TxContext } from '../../context.ts'
import { listKeptBlobs } from './kept-queries.ts'

const BATCH = 5000

/** The blob keys of all files whose bytes must be there, in order. For operators: reads across organizations. */
export async function* walkKeptBlobKeys({ db }: TxContext): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const rows = await listKeptBlobs(db, after, BATCH)
    for (const { blobKey } of rows) yield blobKey
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    after = last.blobKey
  }
}
