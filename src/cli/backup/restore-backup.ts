/** `openidv restore DIR --to DATA_DIR`: makes a data folder of a backup, on this machine or another. */

import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BLOBS_FOLDER, placeOfBlob } from '../../blobs/disk.ts'
import type { Config } from '../../config.ts'
import { BackupError } from '../../db/backup/backup-error.ts'
import { BASE_ARCHIVE, BASE_MANIFEST } from '../../db/backup/base-backup.ts'
import { requireListedFiles } from '../../db/backup/listed-files.ts'
import { unpackTar } from '../../db/backup/tar.ts'
import { copySegments, listSegments } from '../../db/backup/wal-archive.ts'
import { parseLsn } from '../../db/backup/wal-names.ts'
import { findServerVersion } from '../../db/embedded/binaries.ts'
import { lockFolder } from '../../db/embedded/lock.ts'
import { restoreEmbedded } from '../../db/embedded/restore.ts'
import { findNewestVersion } from '../../db/migrate.ts'
import type { Logger } from '../../lib/log.ts'
import { createSumTap, type FileSum } from '../../lib/whole-file.ts'
import { FORGET_STORE } from '../../services/installation/forget-store.ts'
import { type CommandOptions, findText, print, textOf } from '../command-options.ts'
import { closeDataFolder } from '../data-folder.ts'
import { secretPathOf } from '../root-secret.ts'
import { parseTime } from '../time-options.ts'
import { readBackedUp, readBlobList, readLaterBlobs } from './blob-list.ts'
import { readReach } from './log-reach.ts'
import { requireFolder } from './make-backup.ts'
import { BACKUP_SECRET, BLOB_LIST, type FoundBackup, LOG_FOLDER, type Manifest, pickBackup } from './manifest.ts'

/** Prints what was restored, and which root secret it needs. */
export async function restore(options: CommandOptions): Promise<void> {
  const { config, log, rest } = options
  const root = resolve(requireFolder(rest[0]))
  const target = resolve(textOf(options, 'to'))
  const asked = findText(options, 'until')
  const until = asked === undefined ? undefined : parseTime('--until', asked)
  const reach = await readReach(root)
  if (until && (reach === undefined || until > reach))
    throw new BackupError(
      `The log that is kept in ${root} ends ${reach ? `at ${reach.toISOString()}` : 'with its backups'}.`,
    )
  const backup = await pickBackup(root, until)
  await restoreBackup(root, backup, target, log, until)
  const at = until?.toISOString() ?? (await findEnd(root, backup, reach))
  print(`${target} holds everything that was acknowledged before ${at}.`)
  print(describeSecret(backup, config))
  print(`Start it with OPENIDV_DATA_DIR=${target}`)
}

/**
 * Everything is checked as it is copied: what is not as it was backed up ends the restore with `BackupError`, and a start on the
 * folder is refused. Throws it too for a folder that is in use or not empty, and for a backup of a newer program.
 */
export async function restoreBackup(
  root: string,
  backup: FoundBackup,
  target: string,
  log: Logger,
  until?: Date,
): Promise<void> {
  const { folder, manifest } = backup
  await requireEmpty(target)
  await restoreDatabase(backup, target, log, { folder: join(root, LOG_FOLDER), until })
  await restoreBlobs(root, folder, manifest, join(target, BLOBS_FOLDER))
  if (!manifest.files[BACKUP_SECRET]) return
  await requireSum(folder, manifest, BACKUP_SECRET)
  await copyFile(join(folder, BACKUP_SECRET), secretPathOf(target))
  await chmod(secretPathOf(target), 0o600)
}

/** The database alone: as it was backed up, or, with the log that was kept behind it, at its end or at a time before. */
export async function restoreDatabase(
  { folder, manifest }: FoundBackup,
  target: string,
  log: Logger,
  kept?: { readonly folder: string; readonly until: Date | undefined },
): Promise<void> {
  await requireKnownVersion(manifest)
  await closeDataFolder(target)
  const unpack = async (draft: string) => {
    await unpackBase(folder, manifest, draft)
    if (!kept) return
    await copySegments(kept.folder, manifest.timeline, parseLsn(manifest.startLsn), join(draft, 'pg_wal'))
  }
  await restoreEmbedded({ dataDir: target, log, unpack, until: kept?.until, finish: FORGET_STORE })
}

/** Throws `BackupError` unless a file of a backup is as its manifest says. */
export async function requireSum(folder: string, { files }: Manifest, name: string): Promise<void> {
  const { tap, sum } = createSumTap()
  const path = join(folder, name)
  await pipeline(createReadStream(path), tap.resume()).catch((cause) => {
    throw new BackupError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause })
  })
  requireSame(path, sum(), files[name])
}

async function unpackBase(folder: string, manifest: Manifest, draft: string): Promise<void> {
  const path = join(folder, BASE_ARCHIVE)
  const { tap, sum } = createSumTap()
  await requireSum(folder, manifest, BASE_MANIFEST)
  await pipeline(createReadStream(path), tap, createGunzip(), (archive: AsyncIterable<Buffer>) =>
    unpackTar(archive, draft),
  ).catch((cause) => {
    if (cause instanceof BackupError && !/damaged|cut off/.test(cause.message)) throw cause
    throw new BackupError(`${path} is damaged or cut off: ${cause instanceof Error ? cause.message : cause}`, { cause })
  })
  requireSame(path, sum(), manifest.files[BASE_ARCHIVE])
  await requireListedFiles(draft, await readFile(join(folder, BASE_MANIFEST), 'utf8'))
}

async function restoreBlobs(root: string, folder: string, manifest: Manifest, target: string): Promise<void> {
  await requireSum(folder, manifest, BLOB_LIST)
  await mkdir(target, { recursive: true, mode: 0o700 })
  for (const [key, sum] of [...(await readBlobList(folder)), ...(await readLaterBlobs(folder))]) {
    const bytes = await readBackedUp(root, key, sum)
    if (typeof bytes === 'string') throw new BackupError(`${bytes}: take another backup, or bring the file back.`)
    const path = join(target, placeOfBlob(key))
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true })
  }
}

function requireSame(path: string, found: FileSum, expected: FileSum | undefined): void {
  if (found.sha256 === expected?.sha256 && found.sizeBytes === expected.sizeBytes) return
  throw new BackupError(`${path} is damaged: it is not what the manifest says.`)
}

async function requireKnownVersion({ postgres, schema, openidv }: Manifest): Promise<void> {
  const ours = await findServerVersion()
  const major = (version: string) => version.split('.')[0]
  if (major(ours) !== major(postgres))
    throw new BackupError(
      `The backup is of PostgreSQL ${postgres}, and this program has ${ours}: restore it with OpenIDV ${openidv}.`,
    )
  if (schema > (await findNewestVersion()))
    throw new BackupError(`The backup is of a newer OpenIDV, ${openidv}: restore it with that one.`)
}

async function requireEmpty(target: string): Promise<void> {
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new BackupError(`${target} cannot be restored to: ${error.message}`, { cause: error })
  })
  if (names.length === 0) return
  // Says which process uses the folder, if one does.
  await (await lockFolder(target)).release()
  throw new BackupError(`${target} is not empty: restore to a new folder.`)
}

/** Up to when everything is there; the log goes on behind the newest backup only. */
async function findEnd(root: string, { manifest }: FoundBackup, reach: Date | undefined): Promise<string> {
  const { timeline, startedAt, startLsn } = manifest
  const segments = await listSegments(join(root, LOG_FOLDER), timeline, parseLsn(startLsn))
  return reach && segments.length > 0 && reach > new Date(startedAt) ? reach.toISOString() : startedAt
}

function describeSecret({ manifest }: FoundBackup, config: Config): string {
  if (manifest.files[BACKUP_SECRET]) return 'The root secret was in the backup.'
  const where = config.secrets.secretKey ? 'in OPENIDV_SECRET_KEY' : 'in its secret.key or in OPENIDV_SECRET_KEY'
  return `Before its first start, put the root secret with the fingerprint ${manifest.secrets.join(', then ')} ${where}.`
}
