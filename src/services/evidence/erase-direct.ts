/** Erases the pictures of direct calls a day after they came. */
import { type Context, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { eraseEvidenceRow, listDirectEvidenceBefore } from './queries.ts'

/** How long a `fileKey` can be used. */
const DIRECT_EVIDENCE_LIFE_MS = 24 * 3_600_000
const BATCH = 500

/** Destroys the keys and bytes of all direct calls' pictures that are older than 24 hours; answers how many. */
export async function eraseDirectEvidence(ctx: Context, batch = BATCH): Promise<number> {
  const now = new Date(ctx.clock.nowMs())
  const before = new Date(now.getTime() - DIRECT_EVIDENCE_LIFE_MS)
  for (let erased = 0; ; ) {
    const rows = await acrossOrganizations(() => listDirectEvidenceBefore(ctx.db, before, batch))
    for (const row of rows) {
      // The key dies first: bytes that are left over by a crash can never be opened.
      await withinOrganization(row.organizationId, () =>
        withTransaction(ctx, (tx) => eraseEvidenceRow(tx.db, row, now)),
      )
      await ctx.blobs.delete(row.blobKey)
    }
    erased += rows.length
    if (rows.length < batch) return erased
  }
}
