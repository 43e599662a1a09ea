/** A blob store on an S3 that lies, breaks off, is slow, keeps versions, or does not let us in any more. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BadS3, refuse } from '../../test/harness/bad-s3.ts'
import { useS3Credential } from '../../test/harness/s3.ts'
import type { BlobStore } from './blob-store.ts'
import { openS3Blobs } from './s3.ts'

const CALL_MS = 2000
/** Where no deadline is meant to pass, however busy the machine is. */
const PATIENT_MS = 30_000
/** What a call may take beyond its deadline on a busy machine. */
const MARGIN_MS = 10_000

let bad: BadS3
let blobs: BlobStore
let takeAway: () => void
beforeAll(async () => {
  bad = await BadS3.start()
  takeAway = useS3Credential()
})
afterEach(async () => {
  await blobs.close()
  bad.versions.clear()
  bad.requests.length = 0
  bad.fault = () => false
  bad.keep = (bytes) => bytes
  bad.isVersioned = false
})
afterAll(async () => {
  await bad.stop()
  takeAway()
})

async function open(attemptMs = 600): Promise<void> {
  const deadlines = { connectMs: Math.max(500, attemptMs), attemptMs, callMs: attemptMs > 600 ? PATIENT_MS : CALL_MS }
  blobs = await openS3Blobs({ bucket: 'b', prefix: 'p', endpoint: bad.endpoint, region: 'us-east-1', deadlines })
}

/** The fault that some work ends with, which must come in time. */
async function faultOf(work: Promise<unknown>): Promise<{ code: string; cause: string }> {
  const begun = performance.now()
  const error = await work.then(
    () => undefined,
    (thrown: Error & { code: string }) => thrown,
  )
  expect(performance.now() - begun).toBeLessThan(CALL_MS + MARGIN_MS)
  return { code: error?.code ?? '', cause: String(error?.cause) }
}

describe('a bucket', () => {
  it('that answers 200 and has not the object, or another one, has not taken it', async () => {
    await open()
    for (const keep of [() => undefined, (bytes: Buffer) => bytes.subarray(1), () => Buffer.from('fuii')]) {
      bad.keep = keep
      const put = () => blobs.put('a', Buffer.from('full'))
      if (keep(Buffer.from('full'))?.toString() === 'fuii') {
        // As a server that reckons the checksum of what it holds.
        bad.fault = ({ method }, res) => {
          if (method === 'HEAD') res.writeHead(200, { 'content-length': 4, 'x-amz-checksum-sha256': 'other' }).end()
          return method === 'HEAD'
        }
      }
      expect(await faultOf(put())).toMatchObject({ code: 'files_unavailable', cause: expect.stringContaining('taken') })
    }
  })

  it('whose bytes were damaged says that the file is lost, and not something else', async () => {
    await open()
    await blobs.put('a', Buffer.from('whole'))
    bad.fault = ({ method }, res) => {
      if (method !== 'GET') return false
      const right = bad.versions.get('/b/p/a')?.[0]?.checksum
      res.writeHead(200, { 'content-length': 5, 'x-amz-meta-sha256': String(right) }).end('whale')
      return true
    }
    expect(await faultOf(blobs.get('a'))).toMatchObject({ code: 'file_lost' })
    bad.fault = () => false
    expect((await blobs.get('a')).toString()).toBe('whole')
  })

  it('that breaks off in the middle of a body, drips or says nothing is away, in time', async () => {
    await open()
    await blobs.put('a', Buffer.from('whole'))
    bad.fault = (_req, res) => {
      res.writeHead(200, { 'content-length': 5 }).write('wh', () => res.destroy())
      return true
    }
    expect(await faultOf(blobs.get('a'))).toMatchObject({ code: 'files_unavailable' })
    bad.fault = (_req, res) => {
      res.writeHead(200, { 'content-length': 1000 })
      const timer = setInterval(() => res.write('x'), 50)
      res.on('close', () => clearInterval(timer))
      return true
    }
    expect(await faultOf(blobs.get('a'))).toMatchObject({ code: 'files_unavailable' })
    bad.fault = () => true
    const silent = await faultOf(blobs.get('a'))
    expect(silent).toMatchObject({
      code: 'files_unavailable',
      cause: expect.stringContaining('no answer came in time'),
    })
  })

  it('is asked again when it is overloaded, three times and no more', async () => {
    await open(PATIENT_MS)
    let left = 2
    bad.fault = (_req, res) => left-- > 0 && refuse(res, 503, 'SlowDown')
    await blobs.put('a', Buffer.from('x'))
    bad.requests.length = 0
    bad.fault = (_req, res) => refuse(res, 503, 'SlowDown')
    await expect(blobs.get('a')).rejects.toMatchObject({ code: 'files_unavailable' })
    expect(bad.requests.length).toBeLessThanOrEqual(3)
  })

  it('whose credential expires in between is away, says why, and works again with a fresh one', async () => {
    await open()
    await blobs.put('a', Buffer.from('x'))
    bad.fault = (_req, res) => refuse(res, 400, 'ExpiredToken')
    for (const work of [() => blobs.get('a'), () => blobs.put('b', Buffer.from('y')), () => blobs.delete('a')]) {
      const fault = await faultOf(work())
      expect(fault).toEqual({
        code: 'files_unavailable',
        cause: 'Error: s3://b/p: the credential has expired (ExpiredToken)',
      })
    }
    bad.fault = () => false
    expect((await blobs.get('a')).toString()).toBe('x')
  })

  it('that is not there is a store that is away, and not a file that is lost', async () => {
    await open()
    bad.fault = (_req, res) => refuse(res, 404, 'NoSuchBucket')
    expect(await faultOf(blobs.get('a'))).toMatchObject({
      code: 'files_unavailable',
      cause: expect.stringContaining('there is no such bucket'),
    })
  })

  it('that keeps versions keeps none of an erased file, and no other file loses one', async () => {
    bad.isVersioned = true
    await open()
    await blobs.put('a', Buffer.from('first'))
    await blobs.put('a', Buffer.from('second'))
    await blobs.put('ab', Buffer.from('another'))
    await blobs.delete('a')
    expect(bad.versions.get('/b/p/a')).toEqual([])
    expect(bad.versions.get('/b/p/ab')).toHaveLength(1)
  })

  it('that keeps versions since a moment ago is found out by the first thing that is erased', async () => {
    await open()
    await blobs.put('a', Buffer.from('first'))
    bad.isVersioned = true
    await blobs.delete('a')
    expect(bad.versions.get('/b/p/a')).toEqual([])
  })

  it('whose versions may not be removed erases nothing silently', async () => {
    bad.isVersioned = true
    await open()
    await blobs.put('a', Buffer.from('first'))
    bad.fault = ({ method, url }, res) =>
      method === 'DELETE' && String(url).includes('versionId') && refuse(res, 403, 'AccessDenied')
    expect(await faultOf(blobs.delete('a'))).toMatchObject({
      code: 'files_unavailable',
      cause: expect.stringContaining('access is denied'),
    })
  })
})
