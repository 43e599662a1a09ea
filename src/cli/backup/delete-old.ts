/** Deletes what no restore to the days that are kept needs any more. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { placeOfBlob } from '../../blobs/disk.ts'
import { walkBlobKeys } from '../../blobs/walk-files.ts'
import { parseLsn, parseSegment, segmentStart } from '../../db/backup/wal-names.ts'
import { readBlobList, readLaterBlobs } from './blob-list.ts'
import { BLOB_STORE, type FoundBackup, LOG_FOLDER, listBackups, MANIFEST } from './manifest.ts'

/**
 * Keeps the newest backup from before `since` and all behind it. A backup loses its manifest first, so that one whose deletion was cut
 * off is known as half; those go, too. Call while nobody else makes backups there.
 */
export async function deleteOld(root: string, since: Date): Promise<void> {
  const { whole, cut } = await listBackups(root)
  const oldest = whole.findLastIndex(({ manifest }) => new Date(manifest.endedAt) <= since)
  const kept = whole.slice(Math.max(oldest, 0))
  for (const { folder } of whole.slice(0, Math.max(oldest, 0))) {
    await rm(join(folder, MANIFEST))
    await rm(folder, { recursive: true })
  }
  for (const id of cut) await rm(join(root, id), { recursive: true })
  await deleteSegments(join(root, LOG_FOLDER), kept)
  await deleteBlobs(join(root, BLOB_STORE), kept)
}

/** Files of the log that come before the oldest backup of their timeline, or have none. */
async function deleteSegments(folder: string, kept: readonly FoundBackup[]): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const segment = parseSegment(name)
    if (!segment) continue
    const first = kept.find(({ manifest }) => manifest.timeline === segment.timeline)
    const isNeeded = first && segment.start >= segmentStart(parseLsn(first.manifest.startLsn))
    if (!isNeeded) await rm(join(folder, name))
  }
}

async function deleteBlobs(store: string, kept: readonly FoundBackup[]): Promise<void> {
  const named = new Set<string>()
  for (const { folder } of kept) {
    for (const key of (await readBlobList(folder)).keys()) named.add(key)
    for (const key of (await readLaterBlobs(folder)).keys()) named.add(key)
  }
  for await (const key of walkBlobKeys(store)) if (!named.has(key)) await rm(join(store, placeOfBlob(key)))
}
