/** Erases the pictures of direct calls a day after they came. */
import { type Context, withTransaction } from '../../context.ts'
import { eraseEvidenceRow, listDirectEvidenceBefore } from './queries.ts'

/** How long a `fileKey` can be used. */
const DIRECT_EVIDENCE_LIFE_MS = 24 * 3_600_000
const BATCH = 500

/** Destroys the keys and bytes of direct calls' pictures that are older than 24 hours; answers how many. */
export async function eraseDirectEvidence(ctx: Context): Promise<number> {
  const now = new Date(ctx.clock.nowMs())
  const rows = await listDirectEvidenceBefore(ctx.db, new Date(now.getTime() - DIRECT_EVIDENCE_LIFE_MS), BATCH)
  for (const row of rows) {
    // The key dies first: bytes that are left over by a crash can never be opened.
    await withTransaction(ctx, (tx) => eraseEvidenceRow(tx.db, row, now))
    await ctx.blobs.delete(row.blobKey)
  }
  return rows.length
}
