/** Erases the pictures of an organization that is deleted, and destroys its data keys. */
import type { Context, TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { DataKeyId, OrganizationId } from '../../lib/ids.ts'
import { deletePictures, destroyDataKeyRows, destroyOtherDataKeyRows, listPictures } from './erase-queries.ts'

/**
 * Erases at most `most` pictures; answers how many. The key of a picture dies first and by itself: bytes that a crash
 * leaves over can never be opened. Then go the bytes, and at last the row that knows where they are. `inTransaction`
 * does its work while the organization is being erased, and answers 0 without doing it otherwise.
 */
export async function erasePictures(
  ctx: Context,
  organizationId: OrganizationId,
  most: number,
  inTransaction: (work: (tx: TxContext) => Promise<number>) => Promise<number>,
): Promise<number> {
  const pictures = await listPictures(ctx.db, organizationId, most)
  if (pictures.length === 0) return 0
  const dataKeyIds = pictures.map(({ dataKeyId }) => dataKeyId)
  const destroyed = await inTransaction(async (tx) => {
    await destroyDataKeys(tx, organizationId, dataKeyIds)
    return pictures.length
  })
  if (destroyed === 0) return 0
  for (const { blobKey } of pictures) await ctx.blobs.delete(blobKey)
  const ids = pictures.map(({ id }) => id)
  return inTransaction(async (tx) => {
    await deletePictures(tx.db, organizationId, ids)
    return ids.length
  })
}

/** Destroys data keys: what was sealed with them can never be opened again, in whatever copy. */
export async function destroyDataKeys(
  tx: TxContext,
  organizationId: OrganizationId,
  ids: readonly DataKeyId[],
): Promise<void> {
  await destroyDataKeyRows(tx.db, organizationId, ids, nowDate(tx.clock))
}

/** Destroys the keys that nothing refers to, left over by crashes. Reads the whole table, so once at the very end. */
export async function destroyOtherDataKeys(tx: TxContext, organizationId: OrganizationId): Promise<void> {
  await destroyOtherDataKeyRows(tx.db, organizationId, nowDate(tx.clock))
}
