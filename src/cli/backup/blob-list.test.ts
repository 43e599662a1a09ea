import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { openDiskBlobs, placeOfBlob } from '../../blobs/disk.ts'
import { addBlobs, type BlobSums, listBlobKeys, readBackedUp, readBlobList, writeBlobList } from './blob-list.ts'
import { openFolderPlace } from './places/folder-place.ts'
import type { BackupPlace } from './places/place.ts'

const ID = '20261130T120000000Z'
let parent: string
let from: string
let root: string
let place: BackupPlace
const stored = (key: string) => join(root, 'blobs', placeOfBlob(key))
beforeEach(async () => {
  parent = await createFolder('blob-list')
  from = join(parent, 'from')
  root = join(parent, 'root')
  place = openFolderPlace(root)
  await mkdir(join(root, ID), { recursive: true })
})
afterEach(() => rm(parent, { recursive: true }))

/** As a backup takes them that knows an earlier one. */
const storedOf = async (known: ReadonlyMap<string, string>) => {
  const stored = await listBlobKeys(place)
  return new Map([...known].filter(([key]) => stored.has(key)))
}
const add = async (known: ReadonlyMap<string, string> = new Map()) => {
  const sums: BlobSums = new Map()
  await addBlobs(from, place, await storedOf(known), sums)
  return sums
}

it('each blob is kept once, whatever is erased later, and the list is read back as it was written', async () => {
  const blobs = openDiskBlobs(from)
  await blobs.put('first', Buffer.from('1'))
  const before = await add()
  expect((await stat(stored('first'))).nlink).toBe(2)
  await blobs.put('second', Buffer.from('2'))
  await blobs.delete('first')
  // One that is being written is none yet.
  await writeFile(`${join(from, placeOfBlob('second'))}.partial-1-1`, 'half')
  const after = await add(before)
  expect([...after.keys()]).toEqual(['second'])
  expect(await readFile(stored('first'), 'utf8')).toBe('1')
  await writeBlobList(place, ID, before)
  expect(await readBlobList(place, ID)).toEqual(before)
})

it('one that is known is not read again, and one that is gone from the store is brought back', async () => {
  await openDiskBlobs(from).put('a', Buffer.from('bytes'))
  const sums = await add()
  const { ino } = await stat(stored('a'))
  expect(await add(sums)).toEqual(sums)
  await rm(stored('a'))
  expect(await add(sums)).toEqual(sums)
  expect(await add()).toEqual(sums)
  expect((await stat(stored('a'))).ino).toBe(ino)
})

it('what is wrong with a blob or a list is said with its path', async () => {
  await openDiskBlobs(from).put('a', Buffer.from('bytes'))
  const sum = (await add()).get('a') ?? ''
  expect(await readBackedUp(place, 'a', sum)).toEqual(Buffer.from('bytes'))
  await rm(stored('a'))
  expect(await readBackedUp(place, 'a', sum)).toBe(`${stored('a')} is missing`)
  await writeFile(stored('a'), 'other')
  expect(await readBackedUp(place, 'a', sum)).toBe(`${stored('a')} is damaged`)
  await writeFile(join(root, ID, 'blobs.txt'), `${sum}  blobs/aa/../../../etc/passwd\n`)
  await expect(readBlobList(place, ID)).rejects.toThrow('blobs.txt is damaged')
})
