import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFolder } from '../../../test/harness/folder.ts'
import { copySegments, findResume, listSegments, WalArchive } from './wal-archive.ts'
import { formatLsn, parseLsn, parseSegment, SEGMENT_BYTES, segmentName } from './wal-names.ts'

const SIZE = Number(SEGMENT_BYTES)
const THIRD = '000000010000000000000003'
const FOURTH = '000000010000000000000004'
let parent: string
let folder: string
beforeEach(async () => {
  parent = await createFolder('wal')
  folder = join(parent, 'wal')
  await mkdir(folder)
})
afterEach(() => rm(parent, { recursive: true }))

/** Writes the log from the beginning of the third file on, and a little of the fourth. */
async function keepLog(): Promise<void> {
  const archive = new WalArchive(folder, 1)
  await archive.write(3n * SEGMENT_BYTES, Buffer.alloc(SIZE - 10, 'a'))
  await archive.write(4n * SEGMENT_BYTES - 10n, Buffer.alloc(110, 'b'))
  expect(archive.flushed).toBe(4n * SEGMENT_BYTES)
  await archive.flush()
  expect(archive.flushed).toBe(4n * SEGMENT_BYTES + 100n)
  await archive.close()
}

it('places and names are those of PostgreSQL', () => {
  expect(formatLsn(parseLsn('1A/2000028'))).toBe('1A/2000028')
  expect(segmentName(2, parseLsn('1A/2000028'))).toBe('000000020000001A00000002')
  expect(parseSegment('000000020000001A00000002.partial')).toEqual({
    name: '000000020000001A00000002.partial',
    timeline: 2,
    start: parseLsn('1A/2000000'),
    isPartial: true,
  })
  expect(parseSegment('00000002.history')).toBeUndefined()
})

it('the log is kept in files that are whole, and one that is not yet', async () => {
  await keepLog()
  expect((await readdir(folder)).sort()).toEqual([THIRD, `${FOURTH}.partial`])
  expect((await stat(join(folder, THIRD))).size).toBe(SIZE)
  expect((await readFile(join(folder, THIRD))).subarray(-11).toString()).toBe('abbbbbbbbbb')
  expect((await stat(join(folder, `${FOURTH}.partial`))).mode & 0o777).toBe(0o600)
})

it('goes on behind the last whole file without a gap, and writes over the rest without cutting it', async () => {
  await keepLog()
  expect(await findResume(folder, 1, 3n * SEGMENT_BYTES + 40n)).toBe(4n * SEGMENT_BYTES)
  expect(await findResume(folder, 1, 2n * SEGMENT_BYTES)).toBe(2n * SEGMENT_BYTES)
  expect(await findResume(folder, 2, 3n * SEGMENT_BYTES)).toBe(3n * SEGMENT_BYTES)
  const again = new WalArchive(folder, 1)
  await again.write(4n * SEGMENT_BYTES, Buffer.alloc(50, 'b'))
  await again.close()
  expect((await stat(join(folder, `${FOURTH}.partial`))).size).toBe(100)
})

it('is laid over what the copy of the database has of it, as files of full length', async () => {
  await keepLog()
  const target = join(parent, 'pg_wal')
  await mkdir(target)
  await writeFile(join(target, FOURTH), Buffer.alloc(SIZE, 'c'))
  await copySegments(folder, 1, 3n * SEGMENT_BYTES, target)
  expect((await readdir(target)).sort()).toEqual([THIRD, FOURTH])
  const fourth = await readFile(join(target, FOURTH))
  expect([fourth.byteLength, fourth.subarray(98, 102).toString()]).toEqual([SIZE, 'bbcc'])
  // A whole file stands for what is left of the time when it was not.
  await writeFile(join(folder, FOURTH), Buffer.alloc(SIZE, 'b'))
  expect((await listSegments(folder, 1, 0n)).map(({ name }) => name)).toEqual([THIRD, FOURTH])
})
