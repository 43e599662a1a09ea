/** What the disk adds to the promises of every blob store (stores.test.ts). */
import { spawnSync } from 'node:child_process'
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFolder } from '../../test/harness/folder.ts'
import type { BlobStore } from './blob-store.ts'
import { openDiskBlobs } from './disk.ts'

const DAY_MS = 24 * 3_600_000

let folder: string
let blobs: BlobStore
beforeAll(async () => {
  folder = await createFolder('blobs')
  blobs = openDiskBlobs(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const listFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())

describe('blobs on disk', () => {
  it('are readable by their owner alone, and nothing half-written stays beside them', async () => {
    await blobs.put('private', new Uint8Array([1, 2, 3]))
    const files = await listFiles()
    expect(files.map(({ name }) => name)).toEqual(['private'])
    const { mode } = await stat(join(files[0]?.parentPath ?? '', 'private'))
    expect(mode & 0o777).toBe(0o600)
  })

  it('of writes that were broken off nothing is listed, and what is old of it is removed', async () => {
    await blobs.put('whole', Buffer.from('x'))
    const [whole] = (await listFiles()).filter(({ name }) => name === 'whole')
    const beside = (name: string) => join(whole?.parentPath ?? '', name)
    await writeFile(beside('whole.partial-1-2'), 'old')
    await writeFile(beside('whole.partial-1-3'), 'being written')
    const old = new Date(Date.now() - 2 * DAY_MS)
    await utimes(beside('whole.partial-1-2'), old, old)
    await utimes(beside('whole'), old, old)
    const listed = []
    for await (const batch of blobs.list()) listed.push(...batch.map(({ key }) => key))
    expect(listed.sort()).toEqual(['private', 'whole'])
    expect(await blobs.removePartials(new Date(Date.now() - DAY_MS))).toBe(1)
    expect((await readdir(dirname(beside('whole')))).sort()).toEqual(['whole', 'whole.partial-1-3'])
    await rm(beside('whole.partial-1-3'))
  })

  it('say of a place that cannot be written that it is away, and leave nothing', async () => {
    // A file where a folder should be. What a disk says that is full or read-only takes the same road.
    const blocked = join(folder, 'blocked')
    await writeFile(blocked, '')
    const away = openDiskBlobs(blocked)
    await expect(away.put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'files_unavailable' })
    await expect(away.get('a')).rejects.toMatchObject({ code: 'files_unavailable' })
    await rm(blocked)
  })

  it('say of a disk that is full or read-only that it is away, leave nothing half-written, and heal by themselves', async ({
    skip,
  }) => {
    const small = join(folder, 'small')
    await mkdir(small)
    // Only root may mount, and not everywhere.
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', small]).status !== 0)
      return skip('this process may not mount a disk')
    try {
      const disk = openDiskBlobs(small)
      await disk.put('kept', Buffer.alloc(1000))
      await expect(disk.put('large', Buffer.alloc(1_000_000))).rejects.toMatchObject({ code: 'files_unavailable' })
      const names = (await readdir(small, { recursive: true })).filter((name) => name.includes('large'))
      expect(names).toEqual([])
      spawnSync('mount', ['-o', 'remount,ro', small])
      await expect(disk.put('small', Buffer.alloc(10))).rejects.toMatchObject({ code: 'files_unavailable' })
      await expect(disk.delete('kept')).rejects.toMatchObject({ code: 'files_unavailable' })
      expect((await disk.get('kept')).byteLength).toBe(1000)
      spawnSync('mount', ['-o', 'remount,rw', small])
      await disk.put('small', Buffer.alloc(10))
    } finally {
      spawnSync('umount', [small])
    }
  })
})
