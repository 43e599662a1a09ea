/** `openidv backup PLACE`: makes a backup of the database and the sealed files while the server runs. */

import { chmod, mkdir, readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { BLOBS_FOLDER } from '../../blobs/disk.ts'
import type { Context } from '../../context.ts'
import { BackupError, toDiskError } from '../../db/backup/backup-error.ts'
import { BASE_ARCHIVE, writeBaseBackup } from '../../db/backup/base-backup.ts'
import { lockFolder } from '../../db/embedded/lock.ts'
import { findNewestVersion } from '../../db/migration-files.ts'
import { createSummedFile, type FileSum } from '../../lib/whole-file.ts'
import { type CommandOptions, findText, print } from '../command-options.ts'
import { openContext } from '../open-context.ts'
import { readSecret } from '../root-secret.ts'
import { parseSpan } from '../time-options.ts'
import { addBlobs, type BlobSums, listBlobKeys, readBlobList, writeBlobList } from './blob-list.ts'
import { deleteOld } from './delete-old.ts'
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
import { withPlace } from './places/open-place.ts'
import type { BackupPlace } from './places/place.ts'

const PACKAGE = new URL('../../../package.json', import.meta.url)

/** Prints what was made. Refuses an external database, whose own tools know better. */
export async function backUp(options: CommandOptions): Promise<void> {
  const { config, log, values, rest } = options
  const keep = findText(options, 'keep')
  const keptMs = keep === undefined ? undefined : parseSpan('--keep', keep)
  await withPlace(config, rest[0], async (place) => {
    if (config.database.url) {
      throw new BackupError(
        'DATABASE_URL names a database of your own: back it up with its tools, then the folder of files. docs/guides/backup.md has the commands.',
      )
    }
    if (place.folder !== undefined) await prepareRoot(place.folder, config.dataDir)
    // A bucket has no locks; each backup has a folder of its own there.
    const lock = place.folder === undefined ? undefined : await lockFolder(place.folder)
    try {
      const { ctx, ownerUrl, close } = await openContext(config, log, 'cli')
      try {
        const { manifest } = await makeBackup(ctx, ownerUrl, place, values['with-secret'] === true)
        if (keptMs !== undefined) await deleteOld(place, new Date(ctx.clock.nowMs() - keptMs))
        print(values.json ? manifest : describeBackup(place, manifest))
      } finally {
        await close()
      }
    } finally {
      await lock?.release()
    }
  })
}

/** Makes one backup in a place. One that fails leaves nothing behind but blobs, which the next one takes over. */
export async function makeBackup(
  ctx: Context,
  ownerUrl: string,
  place: BackupPlace,
  withSecret: boolean,
): Promise<FoundBackup> {
  const id = toBackupId(new Date(ctx.clock.nowMs()))
  await place.makeFolder(id)
  try {
    return await fillBackup(ctx, ownerUrl, place, id, withSecret)
  } catch (error) {
    await place.remove(id).catch((err) => ctx.log.warn({ err, backup: id }, 'a backup that failed was not removed'))
    throw toDiskError(place.name, error)
  }
}

/**
 * The blobs that are there at the beginning come first, so that none is missed which is erased meanwhile; then the database;
 * then the blobs that came after. A row of the copy thus finds its bytes.
 */
async function fillBackup(
  ctx: Context,
  ownerUrl: string,
  place: BackupPlace,
  id: string,
  withSecret: boolean,
): Promise<FoundBackup> {
  const { clock, config, keyring } = ctx
  const blobs = join(config.dataDir, BLOBS_FOLDER)
  const known = await readKnownSums(place)
  const sums: BlobSums = new Map()
  await addBlobs(blobs, place, known, sums)
  const startedAt = new Date(clock.nowMs())
  const create = (name: string) => place.create(`${id}/${name}`)
  const { files: baseFiles, ...database } = await writeBaseBackup(ownerUrl, create, id)
  const endedAt = new Date(clock.nowMs())
  await addBlobs(blobs, place, known, sums)

  const files: Record<string, FileSum> = { ...baseFiles, [BLOB_LIST]: await writeBlobList(place, id, sums) }
  if (withSecret) files[BACKUP_SECRET] = await writeSecret(place, id, await readSecret(config))
  await place.settle([id, ''])
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8'))
  const isElsewhere = config.blobs.place.kind !== 'disk'
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
    blobs: { count: sums.size, ...(isElsewhere && { store: ctx.blobs.name }) },
  }
  await writeManifest(place, manifest)
  return { id, manifest }
}

/** Inside of the data folder a backup would be lost with it, and be a part of the next one. */
export async function prepareRoot(root: string, dataDir: string): Promise<void> {
  const home = await realpath(dataDir).catch(() => dataDir)
  if (`${root}${sep}`.startsWith(`${home}${sep}`))
    throw new BackupError(`${root} lies in the data folder ${home}: take a folder outside of it, best on another disk.`)
  const made = await mkdir(root, { recursive: true, mode: 0o700 })
  if (made !== undefined) await chmod(root, 0o700)
}

/** Digests of an earlier backup, for the blobs that need not be read again, since the store has them. */
async function readKnownSums(place: BackupPlace): Promise<ReadonlyMap<string, string>> {
  const newest = (await listBackups(place)).whole.at(-1)
  if (!newest) return new Map()
  const [listed, stored] = await Promise.all([readBlobList(place, newest.id), listBlobKeys(place)])
  return new Map([...listed].filter(([key]) => stored.has(key)))
}

async function writeSecret(place: BackupPlace, id: string, secret: string): Promise<FileSum> {
  const file = createSummedFile(place.create(`${id}/${BACKUP_SECRET}`))
  await file.write(Buffer.from(secret))
  return file.end()
}

function describeBackup(place: BackupPlace, { id, files, blobs, startedAt, secrets }: Manifest): string {
  const mebibytes = ((files[BASE_ARCHIVE]?.sizeBytes ?? 0) / 2 ** 20).toFixed(1)
  const secret = files[BACKUP_SECRET]
    ? 'It holds the root secret: whoever has it can read everything.'
    : 'It does not hold the root secret: keep that elsewhere.'
  const elsewhere = blobs.store === undefined ? '' : ` The sealed files lie in ${blobs.store}.`
  return (
    `${place.name}/${id}\nThe database (${mebibytes} MiB) and ${blobs.count} files, with all that was acknowledged before ${startedAt}.${elsewhere}\n` +
    `It opens with the root secret ${secrets.join(', then ')}. ${secret}`
  )
}
