/** `openidv restore PLACE --to DATA_DIR`: makes a data folder of a backup, on this machine or another. */

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BLOBS_FOLDER, placeOfBlob } from '../../blobs/disk.ts'
import type { Config } from '../../config.ts'
import { BackupError, isDiskFault, toDiskError } from '../../db/backup/backup-error.ts'
import { BASE_ARCHIVE, BASE_MANIFEST } from '../../db/backup/base-backup.ts'
import { requireListedFiles } from '../../db/backup/listed-files.ts'
import { unpackTar } from '../../db/backup/tar.ts'
import { copySegments, listSegments } from '../../db/backup/wal-archive.ts'
import { parseLsn } from '../../db/backup/wal-names.ts'
import { findServerVersion } from '../../db/embedded/binaries.ts'
import { lockFolder } from '../../db/embedded/lock.ts'
import { restoreEmbedded } from '../../db/embedded/restore.ts'
import { findNewestVersion } from '../../db/migration-files.ts'
import { inBatches } from '../../lib/in-batches.ts'
import type { Logger } from '../../lib/log.ts'
import { createSumTap, type FileSum } from '../../lib/whole-file.ts'
import { FORGET_STORE } from '../../services/installation/forget-store.ts'
import { type CommandOptions, findText, print, textOf } from '../command-options.ts'
import { closeDataFolder } from '../data-folder.ts'
import { secretPathOf } from '../root-secret.ts'
import { parseTime } from '../time-options.ts'
import { readBackedUp, readBlobList, readLaterBlobs } from './blob-list.ts'
import { findKeptLog } from './kept-log.ts'
import { readReach } from './log-reach.ts'
import { BACKUP_SECRET, BLOB_LIST, type FoundBackup, LOG_FOLDER, type Manifest, pickBackup } from './manifest.ts'
import { withPlace } from './places/open-place.ts'
import type { BackupPlace } from './places/place.ts'

/** Prints what was restored, and which root secret it needs. */
export async function restore(options: CommandOptions): Promise<void> {
  const { config, log, rest } = options
  const target = resolve(textOf(options, 'to'))
  const asked = findText(options, 'until')
  const until = asked === undefined ? undefined : parseTime('--until', asked)
  await withPlace(config, rest[0], async (place) => {
    const reach = await readReach(place.folder)
    if (until && (reach === undefined || until > reach.at))
      throw new BackupError(
        `The log that is kept in ${place.name} ends ${reach ? `at ${reach.at.toISOString()}` : 'with its backups'}.`,
      )
    const backup = await pickBackup(place, until)
    await restoreBackup(place, backup, target, log, until)
    const at = until?.toISOString() ?? (await findEnd(place, backup))
    print(`${target} holds everything that was acknowledged before ${at}.`)
    const { store } = backup.manifest.blobs
    if (store !== undefined) print(`Its sealed files lie in ${store}: start it with the same OPENIDV_BLOBS.`)
    print(describeSecret(backup, config))
    print(`Start it with OPENIDV_DATA_DIR=${target}`)
  })
}

/**
 * Everything is checked as it is copied: what is not as it was backed up ends the restore with `BackupError`, and a start on the
 * folder is refused. Throws it too for a folder that is in use or not empty, and for a backup of a newer program.
 */
export async function restoreBackup(
  place: BackupPlace,
  backup: FoundBackup,
  target: string,
  log: Logger,
  until?: Date,
): Promise<void> {
  await requireEmpty(target)
  try {
    await restoreDatabase(place, backup, target, log, until)
    await restoreBlobs(place, backup, join(target, BLOBS_FOLDER))
    if (backup.manifest.files[BACKUP_SECRET]) await restoreSecret(place, backup, secretPathOf(target))
  } catch (error) {
    throw toDiskError(target, error)
  }
}

/** The database alone, with the log that was kept behind it: at its end, which must be all of it, or at a time before. */
export async function restoreDatabase(
  place: BackupPlace,
  backup: FoundBackup,
  target: string,
  log: Logger,
  until?: Date,
): Promise<void> {
  const { manifest } = backup
  await requireKnownVersion(manifest)
  await closeDataFolder(target)
  const kept = await findKeptLog(place, backup)
  const unpack = async (draft: string) => {
    await unpackBase(place, backup, draft)
    if (kept) await copySegments(kept.folder, manifest.timeline, parseLsn(manifest.startLsn), join(draft, 'pg_wal'))
  }
  const accept = (end: bigint) => kept?.accept(end)
  await restoreEmbedded({ dataDir: target, log, unpack, until, accept, finish: FORGET_STORE })
}

async function restoreSecret(place: BackupPlace, backup: FoundBackup, target: string): Promise<void> {
  await requireSum(place, backup, BACKUP_SECRET)
  const secret = await readWhole(place, `${backup.id}/${BACKUP_SECRET}`)
  await writeFile(target, secret, { mode: 0o600, flag: 'wx', flush: true })
}

/** Throws `BackupError` unless a file of a backup is as its manifest says. */
export async function requireSum(place: BackupPlace, { id, manifest }: FoundBackup, name: string): Promise<void> {
  const path = `${id}/${name}`
  const { tap, sum } = createSumTap()
  await pipeline(place.read(path), tap.resume())
  requireSame(`${place.name}/${path}`, sum(), manifest.files[name])
}

async function unpackBase(place: BackupPlace, backup: FoundBackup, draft: string): Promise<void> {
  const { id, manifest } = backup
  const path = `${place.name}/${id}/${BASE_ARCHIVE}`
  const { tap, sum } = createSumTap()
  await requireSum(place, backup, BASE_MANIFEST)
  const archive = place.read(`${id}/${BASE_ARCHIVE}`)
  await pipeline(archive, tap, createGunzip(), (bytes: AsyncIterable<Buffer>) => unpackTar(bytes, draft)).catch(
    (cause) => {
      const isOfArchive =
        !isDiskFault(cause) && !(cause instanceof BackupError && !/damaged|cut off/.test(cause.message))
      if (!isOfArchive) throw cause
      throw new BackupError(`${path} is damaged or cut off: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      })
    },
  )
  requireSame(path, sum(), manifest.files[BASE_ARCHIVE])
  await requireListedFiles(draft, (await readWhole(place, `${id}/${BASE_MANIFEST}`)).toString())
}

async function readWhole(place: BackupPlace, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of place.read(path)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function restoreBlobs(place: BackupPlace, backup: FoundBackup, target: string): Promise<void> {
  await requireSum(place, backup, BLOB_LIST)
  await mkdir(target, { recursive: true, mode: 0o700 })
  const { id } = backup
  const sums = new Map([...(await readBlobList(place, id)), ...(await readLaterBlobs(place, id))])
  for (const part of new Set([...sums.keys()].map((key) => dirname(placeOfBlob(key)))))
    await mkdir(join(target, part), { mode: 0o700 })
  await inBatches(sums, async ([key, sum]) => {
    const bytes = await readBackedUp(place, key, sum)
    if (typeof bytes === 'string') throw new BackupError(`${bytes}: take another backup, or bring the file back.`)
    await writeFile(join(target, placeOfBlob(key)), bytes, { mode: 0o600, flag: 'wx', flush: true })
  })
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
async function findEnd(place: BackupPlace, { manifest }: FoundBackup): Promise<string> {
  const { timeline, startedAt, startLsn } = manifest
  const reach = await readReach(place.folder)
  if (place.folder === undefined || !reach || reach.at <= new Date(startedAt)) return startedAt
  const segments = await listSegments(join(place.folder, LOG_FOLDER), timeline, parseLsn(startLsn))
  return segments.length > 0 ? reach.at.toISOString() : startedAt
}

function describeSecret({ manifest }: FoundBackup, config: Config): string {
  if (manifest.files[BACKUP_SECRET]) return 'The root secret was in the backup.'
  const where = config.secrets.secretKey ? 'in OPENIDV_SECRET_KEY' : 'in its secret.key or in OPENIDV_SECRET_KEY'
  return `Before its first start, put the root secret with the fingerprint ${manifest.secrets.join(', then ')} ${where}.`
}
