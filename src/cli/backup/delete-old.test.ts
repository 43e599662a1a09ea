import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aManifest } from '../../../test/fixtures/backup-manifest.ts'
import { createFolder } from '../../../test/harness/folder.ts'
import { openDiskBlobs, placeOfBlob } from '../../blobs/disk.ts'
import { appendBlobs, type BlobSums, writeBlobList } from './blob-list.ts'
import { deleteOld } from './delete-old.ts'
import { writeManifest } from './manifest.ts'
import { openFolderPlace } from './places/folder-place.ts'
import type { BackupPlace } from './places/place.ts'

const SUM = '0'.repeat(64)
let root: string
let place: BackupPlace
beforeEach(async () => {
  root = await createFolder('delete-old')
  place = openFolderPlace(root)
})
afterEach(() => rm(root, { recursive: true }))

/** A backup of a day with its blobs, and one that came later; its log begins in the file of the day's number. */
async function keep(day: number, blobs: readonly string[], later: string): Promise<void> {
  const id = `2026110${day}T120000000Z`
  const folder = join(root, id)
  await mkdir(folder)
  const sums: BlobSums = new Map(blobs.map((key) => [key, SUM]))
  await writeBlobList(place, id, sums)
  await appendBlobs(folder, new Map([[later, SUM]]))
  const at = `2026-11-0${day}T12:00:00.000Z`
  const changes = { id, startLsn: `0/${day}000028`, startedAt: at, endedAt: at, blobs: { count: blobs.length } }
  await writeManifest(place, aManifest(changes))
}

it('what no restore to a day that is kept needs is deleted, and nothing else', async () => {
  const store = openDiskBlobs(join(root, 'blobs'))
  for (const key of ['a', 'b', 'c', 'd', 'orphan']) await store.put(key, Buffer.from(key))
  await writeFile(join(root, 'blobs', placeOfBlob('a').slice(0, 2), 'a.half.new'), 'of a run that was cut off')
  await keep(1, ['a', 'b'], 'b')
  await keep(3, ['b'], 'c')
  await keep(5, ['d'], 'd')
  await mkdir(join(root, '20261104T120000000Z'))
  await mkdir(join(root, 'wal'))
  const segments = [1, 2, 3, 4, 5].map((number) => `00000001000000000000000${number}`)
  for (const name of [...segments, '000000020000000000000009', 'reach']) await writeFile(join(root, 'wal', name), '')

  await deleteOld(place, new Date('2026-11-04T00:00:00Z'))

  expect((await readdir(root)).sort()).toEqual(['20261103T120000000Z', '20261105T120000000Z', 'blobs', 'wal'])
  expect((await readdir(join(root, 'wal'))).sort()).toEqual([...segments.slice(2), 'reach'])
  const keys = (await readdir(join(root, 'blobs'), { recursive: true })).filter((name) => name.includes('/'))
  expect(keys.map((name) => name.slice(3)).sort()).toEqual(['b', 'c', 'd'])
})

it('the newest backup is never deleted', async () => {
  await keep(1, [], 'a')
  await deleteOld(place, new Date('2027-01-01T00:00:00Z'))
  expect(await readdir(root)).toContain('20261101T120000000Z')
})
