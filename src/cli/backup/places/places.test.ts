/** The promises that every place of backups keeps. */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aManifest } from '../../../../test/fixtures/backup-manifest.ts'
import { BadS3, refuse } from '../../../../test/harness/bad-s3.ts'
import { createFolder } from '../../../../test/harness/folder.ts'
import { type S3Server, startS3, useS3Credential } from '../../../../test/harness/s3.ts'
import { openDiskBlobs } from '../../../blobs/disk.ts'
import { addBlobs, type BlobSums, listBlobKeys, readBackedUp, readBlobList, writeBlobList } from '../blob-list.ts'
import { deleteOld } from '../delete-old.ts'
import { ID_FORM, listBackups, pickBackup, writeManifest } from '../manifest.ts'
import { openFolderPlace } from './folder-place.ts'
import type { BackupPlace } from './place.ts'
import { openS3Place } from './s3-place.ts'

const PART_BYTES = 1 << 16
let parent: string
let server: S3Server
let takeAway: () => void
beforeAll(async () => {
  parent = await createFolder('places')
  server = await startS3()
  takeAway = useS3Credential()
})
afterAll(async () => {
  takeAway()
  await server.stop()
  await rm(parent, { recursive: true })
})

const toS3 = (endpoint: string) =>
  openS3Place({ bucket: 'openidv', prefix: 'of/backups', endpoint, region: 'us-east-1' }, PART_BYTES)
const read = async (place: BackupPlace, path: string) => {
  const chunks: Buffer[] = []
  for await (const chunk of place.read(path)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe.each([
  ['a folder', async () => openFolderPlace(await createFolder('place'))],
  ['a bucket', () => toS3(server.endpoint)],
])('%s', (_, open) => {
  let place: BackupPlace
  beforeAll(async () => {
    place = await open()
  })
  afterAll(async () => {
    if (place.folder !== undefined) await rm(place.folder, { recursive: true })
    await place.close()
  })

  it('takes streams of any length, and gives back their bytes', async () => {
    await place.makeFolder('streams')
    for (const length of [0, 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES, 1_000_000]) {
      const bytes = Buffer.alloc(length, 'backup!')
      const chunks = Array.from({ length: Math.ceil(length / 10_000) }, (_, at) =>
        bytes.subarray(at * 10_000, (at + 1) * 10_000),
      )
      await pipeline(chunks, place.create(`streams/${length}`))
      expect((await read(place, `streams/${length}`)).equals(bytes), String(length)).toBe(true)
    }
    expect((await place.list('streams')).length).toBe(6)
    await place.remove('streams')
    expect(await place.list('streams')).toEqual([])
    expect(await place.find('streams/1')).toBeUndefined()
    await expect(read(place, 'streams/1')).rejects.toThrow(place.name)
  })

  it('keeps sealed files once, tells half a backup from a whole one, and loses what is old', async () => {
    const from = join(parent, 'blobs')
    const blobs = openDiskBlobs(from)
    for (let number = 0; number < 20; number++) await blobs.put(`key-${number}`, Buffer.from(String(number)))
    const first: BlobSums = new Map()
    await addBlobs(from, place, new Map(), first)
    expect((await listBlobKeys(place)).size).toBe(20)
    for (const [key, sum] of first) expect(String(await readBackedUp(place, key, sum))).toBe(key.slice(4))
    expect(await readBackedUp(place, 'key-0', 'other')).toContain('is damaged')
    expect(await readBackedUp(place, 'lost', 'sum')).toBe(`${place.name}/blobs/76/lost is missing`)

    const [old, half, newest] = ['20261101T120000000Z', '20261102T120000000Z', '20261130T120000000Z']
    for (const id of [old, half, newest]) {
      await place.makeFolder(id)
      await writeBlobList(place, id, id === old ? first : new Map([...first].slice(0, 3)))
    }
    await expect(pickBackup(place)).rejects.toThrow(`The backup ${newest} in ${place.name} was cut off before its end`)
    for (const [id, endedAt] of [
      [old, '2026-11-01T12:00:00.000Z'],
      [newest, '2026-11-30T12:00:00.000Z'],
    ] as const)
      await writeManifest(place, aManifest({ id, endedAt }))
    expect(await listBackups(place)).toMatchObject({ whole: [{ id: old }, { id: newest }], cut: [half] })
    expect(await readBlobList(place, old)).toEqual(first)

    await deleteOld(place, new Date('2026-12-01T00:00:00Z'))
    expect((await place.list('')).filter((name) => ID_FORM.test(name))).toEqual([newest])
    expect((await listBlobKeys(place)).size).toBe(3)
    await rm(from, { recursive: true })
  })
})

describe('a bucket that fails', () => {
  let bad: BadS3
  beforeAll(async () => {
    bad = await BadS3.start()
  })
  afterAll(() => bad.stop())

  it('in the middle of a stream fails the stream, is told that it is over, and says why', async () => {
    const place = await toS3(bad.endpoint)
    bad.fault = ({ method, url = '' }, res) => {
      if (method === 'POST') res.writeHead(200).end('<R><UploadId>upload</UploadId></R>')
      else if (url.includes('partNumber=2')) return refuse(res, 403, 'ExpiredToken')
      else res.writeHead(200, { etag: '"part"' }).end()
      return true
    }
    const chunks = Array.from({ length: 5 }, () => Buffer.alloc(PART_BYTES))
    await expect(pipeline(chunks, place.create('id/base.tar.gz'))).rejects.toThrow(
      's3://openidv/of/backups: the credential has expired (ExpiredToken)',
    )
    expect(bad.requests.at(-1)).toMatch(/^DELETE .*uploadId=upload/)
    bad.fault = (_, res) => refuse(res, 403, 'AccessDenied')
    await expect(listBackups(place)).rejects.toThrow('s3://openidv/of/backups: access is denied')
    await place.close()
  })

  it('by taking an object and not having it as it was sent has not taken it', async () => {
    const place = await toS3(bad.endpoint)
    bad.fault = ({ method }, res) => {
      if (method === 'POST') res.writeHead(200).end('<R><UploadId>upload</UploadId></R>')
      else res.writeHead(200, { etag: '"part"', ...(method === 'HEAD' && { 'content-length': 7 }) }).end()
      return true
    }
    const chunks = [Buffer.alloc(PART_BYTES), Buffer.alloc(1)]
    await expect(pipeline(chunks, place.create('id/base.tar.gz'))).rejects.toThrow('was taken, but is not there')
    await place.close()
  })
})
