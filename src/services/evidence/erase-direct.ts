/** Erases the pictures of direct calls a day after they came. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import type { DataKeyId, EvidenceId, OrganizationId } from '../../lib/ids.ts'
import { destroyDataKeyRows, lockUnerased, markErased } from './erase-queries.ts'
import { listDirectEvidenceBefore } from './queries.ts'
import { takeFromTotal } from './quota-queries.ts'

/** How long a `fileKey` can be used. */
const DIRECT_EVIDENCE_LIFE_MS = 24 * 3_600_000
const BATCH = 500

interface Picture {
  readonly id: EvidenceId
  readonly organizationId: OrganizationId
  readonly dataKeyId: DataKeyId
}

/** Destroys the keys and bytes of all direct calls' pictures that are older than 24 hours; answers how many. */
export async function eraseDirectEvidence(ctx: Context, batch = BATCH): Promise<number> {
  const before = new Date(ctx.clock.nowMs() - DIRECT_EVIDENCE_LIFE_MS)
  for (let erased = 0; ; ) {
    const rows = await acrossOrganizations(() => listDirectEvidenceBefore(ctx.db, before, batch))
    for (const row of rows) {
      // The key dies first: bytes that are left over by a crash can never be opened.
      const blobKey = await withinOrganization(row.organizationId, () =>
        withTransaction(ctx, (tx) => erasePicture(tx, row)),
      )
      if (blobKey) await ctx.blobs.delete(blobKey)
    }
    erased += rows.length
    if (rows.length < batch) return erased
  }
}

/** Answers where the bytes are; undefined when another run was faster. What was only announced was never counted. */
async function erasePicture(tx: TxContext, { id, organizationId, dataKeyId }: Picture): Promise<string | undefined> {
  const picture = await lockUnerased(tx.db, organizationId, id)
  if (!picture) return undefined
  await destroyDataKeyRows(tx.db, organizationId, [dataKeyId], nowDate(tx.clock))
  await markErased(tx.db, organizationId, id)
  if (picture.state !== 'awaiting') await takeFromTotal(tx.db, organizationId, picture.sizeBytes)
  return picture.blobKey
}
