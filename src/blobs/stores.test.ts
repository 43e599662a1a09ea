/** What every blob store promises, tried on each: the disk, a real PostgreSQL as the application, a real S3 server. */
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/harness/database.ts'
import { createFolder } from '../../test/harness/folder.ts'
import { startS3, useS3Credential } from '../../test/harness/s3.ts'
import { closeDatabase, openDatabase } from '../db/database.ts'
import { createLogger } from '../lib/log.ts'
import type { BlobEntry, BlobStore } from './blob-store.ts'
import { openDiskBlobs } from './disk.ts'
import { openPostgresBlobs } from './postgres.ts'
import { openS3Blobs } from './s3.ts'

interface Opened {
  readonly blobs: BlobStore
  close(): Promise<void>
}

const STORES: Readonly<Record<string, () => Promise<Opened>>> = {
  disk: async () => {
    const folder = await createFolder('blobs')
    return { blobs: openDiskBlobs(folder), close: () => rm(folder, { recursive: true, force: true }) }
  },
  postgres: async () => {
    const database = await createTestDatabase()
    const db = openDatabase({ url: database.appUrl, poolSize: 4, log: createLogger('warn') })
    const close = async () => {
      await closeDatabase(db)
      await database.close()
    }
    return { blobs: openPostgresBlobs(db), close }
  },
  s3: async () => {
    const server = await startS3()
    const takeAway = useS3Credential()
    const { bucket, endpoint } = server
    const blobs = await openS3Blobs({ bucket, prefix: 'files/of/ours', endpoint, region: 'us-east-1' })
    const close = async () => {
      await blobs.close()
      await server.stop()
      takeAway()
    }
    return { blobs, close }
  },
}

describe.each(Object.entries(STORES))('blobs in %s', (_name, open) => {
  let blobs: BlobStore
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
    blobs = opened.blobs
  })
  afterAll(() => opened.close())

  async function listAll(): Promise<BlobEntry[]> {
    const entries: BlobEntry[] = []
    for await (const batch of blobs.list()) entries.push(...batch)
    return entries.sort((one, other) => (one.key < other.key ? -1 : 1))
  }

  it('are read back as they were put, replaced by a second put and gone after a delete', async () => {
    await blobs.put('a', Buffer.from('first'))
    await blobs.put('a', Buffer.from('second'))
    expect((await blobs.get('a')).toString()).toBe('second')
    expect(await blobs.findSize('a')).toBe(6)
    await blobs.delete('a')
    await expect(blobs.get('a')).rejects.toMatchObject({ code: 'file_lost' })
    expect(await blobs.findSize('a')).toBeUndefined()
    await blobs.delete('a')
  })

  it('may be every byte, none at all, and 16 MiB', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    for (const bytes of [every, new Uint8Array(), randomBytes(16 * 1024 * 1024)]) {
      // A view into a larger piece of memory, of which nothing else may be stored.
      const view = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]).subarray(6, 6 + bytes.byteLength)
      await blobs.put('bytes', view)
      expect((await blobs.get('bytes')).equals(bytes)).toBe(true)
      expect(await blobs.findSize('bytes')).toBe(bytes.byteLength)
    }
    await blobs.delete('bytes')
  })

  it('are whole: of many writers at once one wins', async () => {
    const writers = Array.from({ length: 12 }, (_, index) => Buffer.alloc(100_000, index))
    await Promise.all(writers.map((bytes) => blobs.put('contested', bytes).catch(() => undefined)))
    const kept = await blobs.get('contested')
    expect(writers.some((bytes) => bytes.equals(kept))).toBe(true)
    expect((await listAll()).map(({ key }) => key)).toEqual(['contested'])
    await blobs.delete('contested')
  })

  it('are listed in batches, each once, with size and moment', async () => {
    const keys = Array.from({ length: 1_040 }, (_, index) => `many-${String(index).padStart(4, '0')}`)
    for (let start = 0; start < keys.length; start += 40) {
      await Promise.all(keys.slice(start, start + 40).map((key) => blobs.put(key, Buffer.from(key))))
    }
    const entries = await listAll()
    expect(entries.map(({ key }) => key)).toEqual(keys)
    expect(entries.every(({ sizeBytes }) => sizeBytes === 9)).toBe(true)
    expect(entries.every(({ storedAt }) => Math.abs(storedAt.getTime() - Date.now()) < 300_000)).toBe(true)
    expect(await blobs.removePartials(new Date(Date.now() + 3_600_000))).toBe(0)
  })

  it('never leave their place: a key with a path in it is refused', async () => {
    for (const key of ['../escape', 'a/b', '', '.', 'x'.repeat(129), 'nul\0']) {
      await expect(async () => blobs.put(key, Buffer.from('x'))).rejects.toThrow('blob key')
      await expect(async () => blobs.get(key)).rejects.toThrow('blob key')
      await expect(async () => blobs.findSize(key)).rejects.toThrow('blob key')
      await expect(async () => blobs.delete(key)).rejects.toThrow('blob key')
    }
  })
})
