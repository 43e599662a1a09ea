/** The log that is kept behind a backup, and how far it must bring the database. */
import { join } from 'node:path'
import { BackupError } from '../../db/backup/backup-error.ts'
import { formatLsn, parseLsn, segmentName } from '../../db/backup/wal-names.ts'
import { readReach } from './log-reach.ts'
import { type FoundBackup, LOG_FOLDER, listBackups } from './manifest.ts'
import type { BackupPlace } from './places/place.ts'

export interface KeptLog {
  readonly folder: string
  /** Throws `BackupError` where the log ended earlier than it was kept: a file of it is missing, cut off or damaged. */
  accept(end: bigint): void
}

/** Undefined where no log is kept. */
export async function findKeptLog(place: BackupPlace, backup: FoundBackup): Promise<KeptLog | undefined> {
  if (place.folder === undefined) return undefined
  const folder = join(place.folder, LOG_FOLDER)
  const due = await findDueEnd(place, backup)
  const accept = (end: bigint) => {
    if (due === undefined || end >= due) return
    const name = segmentName(backup.manifest.timeline, end)
    throw new BackupError(
      `${join(folder, name)} is missing, cut off or damaged: the log ends at ${formatLsn(end)}, and was kept to ${formatLsn(due)}. ` +
        'Bring the file back, or restore to a time before, by --until.',
    )
  }
  return { folder, accept }
}

/**
 * Behind the newest backup the log goes as far as was noted; behind another one it meets the next. A life that the database began
 * anew ends the log of the one before wherever it was.
 */
async function findDueEnd(place: BackupPlace, { id, manifest }: FoundBackup): Promise<bigint | undefined> {
  const { whole } = await listBackups(place)
  const next = whole.find((other) => other.id > id)
  if (next) return next.manifest.timeline === manifest.timeline ? parseLsn(next.manifest.startLsn) : undefined
  const reach = await readReach(place.folder)
  return reach && reach.at > new Date(manifest.startedAt) ? reach.lsn : undefined
}
