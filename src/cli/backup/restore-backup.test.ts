import { spawnSync } from 'node:child_process'
import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aManifest } from '../../../test/fixtures/backup-manifest.ts'
import { createFolder } from '../../../test/harness/folder.ts'
import { BackupError, toDiskError } from '../../db/backup/backup-error.ts'
import { lockFolder } from '../../db/embedded/lock.ts'
import { startEmbedded } from '../../db/embedded/start.ts'
import { sha256 } from '../../lib/crypto.ts'
import { createLogger } from '../../lib/log.ts'
import { createSummedFile } from '../../lib/whole-file.ts'
import { listBackups, type Manifest, pickBackup, writeManifest } from './manifest.ts'
import { openFolderPlace } from './places/folder-place.ts'
import type { BackupPlace } from './places/place.ts'
import { restoreBackup } from './restore-backup.ts'

const log = createLogger('silent')
const ID = '20261130T120000000Z'
let parent: string
let root: string
let folder: string
let target: string
let place: BackupPlace
beforeEach(async () => {
  parent = await createFolder('restore')
  root = join(parent, 'backups')
  place = openFolderPlace(root)
  folder = join(root, ID)
  target = join(parent, 'target')
  await mkdir(folder, { recursive: true })
})
afterEach(() => rm(parent, { recursive: true }))

const CONTENT: Readonly<Record<string, Buffer>> = {
  'base.tar.gz': gzipSync(Buffer.alloc(1024)),
  backup_manifest: Buffer.from('{"Files":[{"Path":"PG_VERSION","Size":3,"Checksum":"00"}]}'),
  'blobs.txt': Buffer.from(''),
}

/** A backup as far as its files and its manifest go, without a database in it. */
async function makeBackup(changes: Partial<Manifest> = {}, content: Record<string, Buffer> = {}): Promise<void> {
  const files: Manifest['files'] = {}
  for (const [name, bytes] of Object.entries({ ...CONTENT, ...content })) {
    await writeFile(join(folder, name), bytes)
    files[name] = { sizeBytes: bytes.byteLength, sha256: sha256(bytes).toString('hex') }
  }
  await writeManifest(place, aManifest({ id: ID, files, ...changes }))
}

const restore = async () => restoreBackup(place, await pickBackup(place), target, log)

it('a backup that was cut off is told from one that is whole, and not restored', async () => {
  await expect(restore()).rejects.toThrow(`The backup ${ID} in ${root} was cut off before its end`)
  await makeBackup()
  const cut = '20261201T120000000Z'
  await mkdir(join(root, cut))
  expect(await listBackups(place)).toMatchObject({ whole: [{ id: ID }], cut: [cut] })
  expect((await pickBackup(place)).id).toBe(ID)
  await expect(pickBackup(openFolderPlace(join(root, 'nothing')))).rejects.toThrow('cannot be read')
  await expect(pickBackup(openFolderPlace(folder))).rejects.toThrow('There is no backup in')
})

it('of several backups the newest one is taken that had ended by the time asked for', async () => {
  await makeBackup()
  expect((await pickBackup(place, new Date('2026-11-30T12:00:10Z'))).id).toBe(ID)
  await expect(pickBackup(place, new Date('2026-11-30T12:00:09Z'))).rejects.toThrow('which is later')
})

it('a manifest that was changed, cut or written by another version is refused', async () => {
  await makeBackup()
  const path = join(folder, 'manifest.json')
  const text = await readFile(path, 'utf8')
  for (const [changed, words] of [
    [text.replace('00c0ffee', '00c0fffe'), 'was changed after it was written'],
    [text.slice(0, 300), 'is damaged'],
    ['', 'is damaged'],
    [text.replace('"format": 1', '"format": 2'), 'is of another version of OpenIDV'],
  ] as const) {
    await writeFile(path, changed)
    await expect(restore(), words).rejects.toThrow(words)
  }
})

it('a backup of another PostgreSQL or of a newer program names what it needs', async () => {
  await makeBackup({ postgres: '19.1', openidv: '2.0.0' })
  await expect(restore()).rejects.toThrow(/of PostgreSQL 19.1, and this program has 18.*restore it with OpenIDV 2.0.0/)
  await makeBackup({ schema: 9999, openidv: '2.0.0' })
  await expect(restore()).rejects.toThrow('of a newer OpenIDV, 2.0.0')
  await expect(readdir(target)).rejects.toThrow('ENOENT')
})

it('a file that is damaged or lacking ends the restore, and what is there by then is never started', async () => {
  await makeBackup()
  await expect(restore()).rejects.toThrow('The archive of the database lacks PG_VERSION')
  await expect(startEmbedded({ dataDir: target, log })).rejects.toThrow('The database of this data folder is missing')
  for (const [name, words] of [
    ['base.tar.gz', 'is damaged'],
    ['backup_manifest', 'is damaged: it is not what the manifest says'],
  ] as const) {
    await makeBackup()
    await appendFile(join(folder, name), 'x')
    await rm(target, { recursive: true })
    await expect(restore(), name).rejects.toThrow(words)
  }
  await makeBackup()
  await truncate(join(folder, 'base.tar.gz'), 12)
  await rm(target, { recursive: true })
  await expect(restore()).rejects.toThrow('base.tar.gz is damaged or cut off')
  await makeBackup()
  await rm(join(folder, 'base.tar.gz'))
  await rm(target, { recursive: true })
  await expect(restore()).rejects.toThrow('base.tar.gz cannot be read: ENOENT')
})

it('a folder that is not empty or in use is left alone', async () => {
  await makeBackup()
  await mkdir(target)
  await writeFile(join(target, 'mine'), 'kept')
  await expect(restore()).rejects.toThrow(`${target} is not empty`)
  expect(await readdir(target)).toEqual(['mine'])
  const lock = await lockFolder(target)
  await expect(restore()).rejects.toThrow(`${target} is in use by another OpenIDV, process id ${process.pid}`)
  await lock.release()
})

it('a disk that is full is said to be, of the target as of the backups, and nothing is taken for damaged', async ({
  skip,
}) => {
  await makeBackup()
  const small = join(parent, 'small')
  await mkdir(small)
  // Only root may mount, and not everywhere.
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', small]).status !== 0)
    return skip('this process may not mount a disk')
  try {
    await writeFile(join(parent, 'PG_VERSION'), Buffer.alloc(1_000_000))
    spawnSync('tar', ['--format=ustar', '-czf', join(folder, 'base.tar.gz'), '-C', parent, 'PG_VERSION'])
    const base = await readFile(join(folder, 'base.tar.gz'))
    await makeBackup({}, { 'base.tar.gz': base })
    target = join(small, 'data')
    await expect(restore()).rejects.toThrow(`${target} cannot be written: ENOSPC`)
    await expect(startEmbedded({ dataDir: target, log })).rejects.toThrow('The database of this data folder is missing')
    const file = createSummedFile(openFolderPlace(small).create('base.tar.gz'))
    await file.write(Buffer.alloc(1_000_000))
    const failed = await file.end().catch((error) => toDiskError(small, error))
    expect(failed).toEqual(new BackupError(`${small} cannot be written: ENOSPC: no space left on device, write`))
  } finally {
    spawnSync('umount', [small])
  }
})
