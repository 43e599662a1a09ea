/** `openidv backup DIR`: makes a backup of the database and the sealed files while the server runs. */

import { chmod, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { BLOBS_FOLDER } from '../../blobs/disk.ts'
import type { Context } from '../../context.ts'
import { BackupError } from '../../db/backup/backup-error.ts'
import { BASE_ARCHIVE, writeBaseBackup } from '../../db/backup/base-backup.ts'
import { lockFolder } from '../../db/embedded/lock.ts'
import { findNewestVersion } from '../../db/migrate.ts'
import { sha256 } from '../../lib/crypto.ts'
import { type FileSum, syncFolder } from '../../lib/whole-file.ts'
import type { CommandOptions } from '../command-options.ts'
import { print } from '../command-options.ts'
import { openContext } from '../open-context.ts'
import { readSecret } from '../root-secret.ts'
import { addBlobs, type BlobSums, readBlobList, writeBlobList } from './blob-list.ts'
import {
  BACKUP_SECRET,
  BLOB_LIST,
  type FoundBackup,
  fingerprintsOf,
  listBackups,
  type Manifest,
  toBackupId,
  writeManifest,
} from './manifest.ts'

const PACKAGE = new URL('../../../package.json', import.meta.url)

/** Prints what was made. Refuses an external database, whose own tools know better. */
export async function backUp({ config, log, values, rest }: CommandOptions): Promise<void> {
  const root = resolve(requireFolder(rest[0]))
  if (config.database.url) {
    throw new BackupError(
      'DATABASE_URL names a database of your own: back it up with its tools, then the folder of files. docs/guides/backup.md has the commands.',
    )
  }
  await prepareRoot(root, config.dataDir)
  const lock = await lockFolder(root)
  try {
    const { ctx, ownerUrl, close } = await openContext(config, log, 'cli')
    try {
      const { manifest, folder } = await makeBackup(ctx, ownerUrl, root, values['with-secret'] === true)
      print(values.json ? manifest : describeBackup(folder, manifest))
    } finally {
      await close()
    }
  } finally {
    await lock.release()
  }
}

/** Makes one backup below `root`. One that fails leaves nothing behind but blobs, which the next one takes over. */
export async function makeBackup(
  ctx: Context,
  ownerUrl: string,
  root: string,
  withSecret: boolean,
): Promise<FoundBackup> {
  const id = toBackupId(new Date(ctx.clock.nowMs()))
  await mkdir(join(root, id), { mode: 0o700 })
  try {
    return await fillBackup(ctx, ownerUrl, root, id, withSecret)
  } catch (error) {
    await rm(join(root, id), { recursive: true, force: true })
    throw error
  }
}

/**
 * The blobs that are there at the beginning come first, so that none is missed which is erased meanwhile; then the database;
 * then the blobs that came after. A row of the copy thus finds its bytes.
 */
async function fillBackup(
  ctx: Context,
  ownerUrl: string,
  root: string,
  id: string,
  withSecret: boolean,
): Promise<FoundBackup> {
  const { clock, config, keyring } = ctx
  const folder = join(root, id)
  const blobs = join(config.dataDir, BLOBS_FOLDER)
  const known = await readKnownSums(root)
  const sums: BlobSums = new Map()
  await addBlobs(blobs, root, known, sums)
  const startedAt = new Date(clock.nowMs())
  const { files: baseFiles, ...database } = await writeBaseBackup(ownerUrl, folder, id)
  const endedAt = new Date(clock.nowMs())
  await addBlobs(blobs, root, known, sums)

  const files: Record<string, FileSum> = { ...baseFiles, [BLOB_LIST]: await writeBlobList(folder, sums) }
  if (withSecret) files[BACKUP_SECRET] = await writeSecret(folder, await readSecret(config))
  await Promise.all([folder, root].map(syncFolder))
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8'))
  const manifest: Manifest = {
    format: 1,
    id,
    openidv: version,
    schema: await findNewestVersion(),
    ...database,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    secrets: fingerprintsOf(keyring),
    files,
    blobs: { count: sums.size },
  }
  await writeManifest(folder, manifest)
  return { id, manifest, folder }
}

/** The folder of the command line; throws when there is none. */
export function requireFolder(text: string | undefined): string {
  if (text === undefined || text === '') throw new BackupError('Which folder? openidv help shows the command.')
  return text
}

/** Inside of the data folder a backup would be lost with it, and be a part of the next one. */
export async function prepareRoot(root: string, dataDir: string): Promise<void> {
  const home = await realpath(dataDir).catch(() => dataDir)
  if (`${root}${sep}`.startsWith(`${home}${sep}`))
    throw new BackupError(`${root} lies in the data folder ${home}: take a folder outside of it, best on another disk.`)
  const made = await mkdir(root, { recursive: true, mode: 0o700 })
  if (made !== undefined) await chmod(root, 0o700)
}

/** Digests of an earlier backup, for the blobs that need not be read again. */
async function readKnownSums(root: string): Promise<ReadonlyMap<string, string>> {
  const newest = (await listBackups(root)).whole.at(-1)
  return newest ? readBlobList(newest.folder) : new Map()
}

async function writeSecret(folder: string, secret: string): Promise<FileSum> {
  await writeFile(join(folder, BACKUP_SECRET), secret, { mode: 0o600, flag: 'wx', flush: true })
  return { sizeBytes: Buffer.byteLength(secret), sha256: sha256(secret).toString('hex') }
}

function describeBackup(folder: string, { files, blobs, startedAt, secrets }: Manifest): string {
  const mebibytes = ((files[BASE_ARCHIVE]?.sizeBytes ?? 0) / 2 ** 20).toFixed(1)
  const secret = files[BACKUP_SECRET]
    ? 'It holds the root secret: whoever has it can read everything.'
    : 'It does not hold the root secret: keep that elsewhere.'
  return (
    `${folder}\nThe database (${mebibytes} MiB) and ${blobs.count} files, with all that was acknowledged before ${startedAt}.\n` +
    `It opens with the root secret ${secrets.join(', then ')}. ${secret}`
  )
}
