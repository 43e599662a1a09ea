import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobStore } from './blob-store.ts'
import { openDiskBlobs } from './disk.ts'

let folder: string
let blobs: BlobStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openidv-blobs-'))
  blobs = openDiskBlobs(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const listFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())

describe('blobs on disk', () => {
  it('are read back as they were put, replaced by a second put and gone after a delete', async () => {
    await blobs.put('a', Buffer.from('first'))
    await blobs.put('a', Buffer.from('second'))
    expect((await blobs.get('a')).toString()).toBe('second')
    await blobs.delete('a')
    await expect(blobs.get('a')).rejects.toMatchObject({ code: 'not_found' })
    await blobs.delete('a')
  })

  it('are readable by their owner alone', async () => {
    await blobs.put('private', new Uint8Array([1, 2, 3]))
    const [file] = await listFiles()
    const { mode } = await stat(join(file?.parentPath ?? '', file?.name ?? ''))
    expect(mode & 0o777).toBe(0o600)
    await blobs.delete('private')
  })

  it('are whole: of many writers at once one wins, and nothing half-written stays', async () => {
    const writers = Array.from({ length: 20 }, (_, index) => Buffer.alloc(100_000, index))
    await Promise.all(writers.map((bytes) => blobs.put('contested', bytes)))
    const kept = await blobs.get('contested')
    expect(writers.some((bytes) => bytes.equals(kept))).toBe(true)
    expect((await listFiles()).map(({ name }) => name)).toEqual(['contested'])
  })

  it('never leave their folder: a key with a path in it is refused', async () => {
    for (const key of ['../escape', 'a/b', '', '.', 'x'.repeat(129), 'nul\0']) {
      await expect(async () => blobs.put(key, Buffer.from('x'))).rejects.toThrow('blob key')
      await expect(async () => blobs.get(key)).rejects.toThrow('blob key')
    }
  })
})
