/** Finds the files that the database of a backup names and the backup lacks. */
import { openBlobs } from '../../blobs/open-blobs.ts'
import type { Context } from '../../context.ts'
import { walkKeptBlobKeys } from '../../services/evidence/list-kept.ts'
import type { BlobSums } from './blob-list.ts'

/** Their keys; `ctx` is over the database of the backup, which holds the files itself where `blobs` is undefined. */
export async function listMissingFiles(ctx: Context, blobs: BlobSums | undefined): Promise<string[]> {
  const inDatabase = await openBlobs(ctx.config, ctx.db, { kind: 'postgres' })
  const missing: string[] = []
  for await (const key of walkKeptBlobKeys(ctx)) {
    const isThere = blobs ? blobs.has(key) : (await inDatabase.findSize(key)) !== undefined
    if (!isThere) missing.push(key)
  }
  return missing
}
