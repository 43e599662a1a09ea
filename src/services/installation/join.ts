/** Makes a server part of its installation, or refuses it. */
import { type Context, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type BlobStoreId, type InstallationId, newId } from '../../lib/ids.ts'
import { findSecretDifference, findStoreDifference } from './difference.ts'
import { InstallationError } from './installation-error.ts'
import { readMarker, writeMarker } from './marker.ts'
import { describeBlobFault, probeBlobs } from './probe.ts'
import { insertInstallation, lockInstallation, updateStore } from './queries.ts'

/**
 * Begins the installation at the first start of all, and marks its store of files; at every other start proves that this node
 * has the same store and the same root secret, and that files can be written, read and erased. Throws `InstallationError`.
 */
export async function joinInstallation(ctx: Context): Promise<void> {
  refuse(await findSecretDifference(ctx))
  const row = { id: newId<InstallationId>(), storeId: newId<BlobStoreId>(), storeName: ctx.blobs.name }
  await insertInstallation(ctx.db, { ...row, createdAt: nowDate(ctx.clock) })
  try {
    await markStore(ctx)
    refuse(await findStoreDifference(ctx))
    await probeBlobs(ctx.blobs)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new InstallationError(toSentence(describeBlobFault(ctx.blobs, error)), { cause: error })
  }
}

/** Once: whoever starts first gives the installation its store. One that holds the files of another stays theirs. */
function markStore(ctx: Context): Promise<void> {
  return withTransaction(ctx, async (tx) => {
    const row = await lockInstallation(tx.db)
    if (!row || row.isMarked) return
    const marker = await readMarker(ctx.blobs)
    if (marker && marker.installation !== row.id) {
      throw new InstallationError(
        `This node's blob store, ${ctx.blobs.name}, holds the files of another installation. Give this one a store of its own.`,
      )
    }
    await writeMarker(ctx.blobs, { installation: row.id, store: row.storeId })
    await updateStore(tx.db, { storeId: row.storeId, storeName: ctx.blobs.name })
  })
}

function refuse(difference: string | undefined): void {
  if (difference !== undefined) throw new InstallationError(toSentence(difference))
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
