/** Deletes what no restore to the days that are kept needs any more. */
import { parseLsn, parseSegment, segmentStart } from '../../db/backup/wal-names.ts'
import { readBlobList, readLaterBlobs, walkStore } from './blob-list.ts'
import { type FoundBackup, LOG_FOLDER, listBackups, MANIFEST } from './manifest.ts'
import type { BackupPlace } from './places/place.ts'

/**
 * Keeps the newest backup from before `since` and all behind it. A backup loses its manifest first, so that one whose deletion was cut
 * off is known as half; those go, too. Call while nobody else makes backups there.
 */
export async function deleteOld(place: BackupPlace, since: Date): Promise<void> {
  const { whole, cut } = await listBackups(place)
  const oldest = whole.findLastIndex(({ manifest }) => new Date(manifest.endedAt) <= since)
  const kept = whole.slice(Math.max(oldest, 0))
  for (const { id } of whole.slice(0, Math.max(oldest, 0))) {
    await place.remove(`${id}/${MANIFEST}`)
    await place.remove(id)
  }
  for (const id of cut) await place.remove(id)
  await deleteSegments(place, kept)
  await deleteBlobs(place, kept)
}

/** Files of the log that come before the oldest backup of their timeline, or have none. */
async function deleteSegments(place: BackupPlace, kept: readonly FoundBackup[]): Promise<void> {
  for (const name of await place.list(LOG_FOLDER)) {
    const segment = parseSegment(name)
    if (!segment) continue
    const first = kept.find(({ manifest }) => manifest.timeline === segment.timeline)
    const isNeeded = first && segment.start >= segmentStart(parseLsn(first.manifest.startLsn))
    if (!isNeeded) await place.remove(`${LOG_FOLDER}/${name}`)
  }
}

async function deleteBlobs(place: BackupPlace, kept: readonly FoundBackup[]): Promise<void> {
  const named = new Set<string>()
  for (const { id } of kept) {
    for (const key of (await readBlobList(place, id)).keys()) named.add(key)
    for (const key of (await readLaterBlobs(place, id)).keys()) named.add(key)
  }
  for await (const { name, path } of walkStore(place)) if (!named.has(name)) await place.remove(path)
}
