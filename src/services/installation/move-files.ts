/** Moves the files of the installation to another store. */
import type { BlobEntry, BlobStore } from '../../blobs/blob-store.ts'
import { type Context, withTransaction } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { type BlobStoreId, newId } from '../../lib/ids.ts'
import { findStoreDifference } from './difference.ts'
import { MARKER_KEY, readMarker, writeMarker } from './marker.ts'
import { probeBlobs } from './probe.ts'
import { countServers, findInstallation, lockInstallation, updateStore } from './queries.ts'

/** Files at a time. */
const CONCURRENCY = 8

export interface Moved {
  /** Copied by this run, and read back. */
  readonly copied: number
  /** Found in the other store already. */
  readonly present: number
  /** Listed, and gone before they could be copied. */
  readonly gone: number
  /** Servers that still store files in the old place; while there are any, the installation stays with it. */
  readonly servers: number
}

/**
 * Copies every file to `target`, reads each back, and then makes `target` the installation's store, unless servers are running.
 * Broken off, it goes on where it was when it is run again. Nothing is removed from the old store. Throws `conflict` when
 * `target` holds the files of another installation, or neither store is this installation's, and whatever the stores throw.
 */
export async function moveFiles(ctx: Context, target: BlobStore): Promise<Moved> {
  const isMoved = await requireMovable(ctx, target)
  await probeBlobs(target)
  const counts = { copied: 0, present: 0, gone: 0 }
  for await (const batch of ctx.blobs.list()) {
    for (let start = 0; start < batch.length; start += CONCURRENCY) {
      const results = await Promise.all(
        batch.slice(start, start + CONCURRENCY).map((entry) => copy(ctx, target, entry)),
      )
      for (const result of results) if (result) counts[result] += 1
    }
  }
  const servers = await countServers(ctx.db)
  if (servers === 0 && !isMoved) await adoptStore(ctx, target)
  return { ...counts, servers }
}

/**
 * Makes `target` the installation's store, with what is in it, under an id of its own: nodes on the store of before then see that
 * it is not the one any more. Throws `conflict` for the store of another installation.
 */
export async function adoptStore(ctx: Context, target: BlobStore): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const row = await lockInstallation(tx.db)
    const marker = await readMarker(target)
    if (!row || (marker && marker.installation !== row.id)) {
      throw new AppError('conflict', { message: `${target.name} holds the files of another installation` })
    }
    const storeId = newId<BlobStoreId>()
    await writeMarker(target, { installation: row.id, store: storeId })
    await updateStore(tx.db, { storeId, storeName: target.name })
  })
}

/** Answers whether `target` is the installation's store already: then what was stored in the old place since is fetched. */
async function requireMovable(ctx: Context, target: BlobStore): Promise<boolean> {
  const row = await findInstallation(ctx.db)
  if (!row) throw new AppError('conflict', { message: 'There is no installation yet: start the server once' })
  const marker = await readMarker(target)
  if (marker && marker.installation !== row.id) {
    throw new AppError('conflict', { message: `${target.name} holds the files of another installation` })
  }
  if (marker?.store === row.storeId) return true
  const difference = await findStoreDifference(ctx)
  if (difference !== undefined) throw new AppError('conflict', { message: difference })
  return false
}

/** A key is written once, so one of the same size is the same file. */
async function copy(
  ctx: Context,
  target: BlobStore,
  { key, sizeBytes }: BlobEntry,
): Promise<'copied' | 'present' | 'gone' | undefined> {
  if (key === MARKER_KEY) return undefined
  if ((await target.findSize(key)) === sizeBytes) return 'present'
  const bytes = await findBytes(ctx.blobs, key)
  if (!bytes) return 'gone'
  await target.put(key, bytes)
  if (bytes.equals(await target.get(key))) return 'copied'
  throw new AppError('files_unavailable', { message: `${target.name} does not hold ${key} as it was copied` })
}

async function findBytes(blobs: BlobStore, key: string): Promise<Buffer | undefined> {
  try {
    return await blobs.get(key)
  } catch (error) {
    if (error instanceof AppError && error.code === 'file_lost') return undefined
    throw error
  }
}
