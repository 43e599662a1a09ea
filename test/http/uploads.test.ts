import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/crypto.ts'
import type { EvidenceId } from '../../src/lib/ids.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { readEvidence } from '../../src/services/evidence/read.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { emptyPicture, giantPng, truncatedJpeg } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const MAX_BYTES = 15 * 1024 * 1024

let server: TestServer
let picture: Buffer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  picture = await emptyPicture()
})
afterAll(() => server.close())

const presign = (files: unknown, key = server.organization.liveKey) =>
  server.request('POST', '/v1/upload/presign', { key, body: { files } })

async function announce(byteLength: number, contentType = 'image/jpeg'): Promise<{ url: string; fileKey: string }> {
  const [{ uploadUrl, fileKey }] = (await presign([{ contentType, byteLength }])).json.uploads
  const { pathname, search } = new URL(uploadUrl)
  return { url: pathname + search, fileKey }
}

const put = (url: string, body: Buffer, contentType = 'image/jpeg') =>
  server.request('PUT', url, { body, headers: { 'content-type': contentType } })

const scan = (fileKey: string, key = server.organization.liveKey) =>
  server.request('POST', '/v1/document/scan', { key, body: { image: fileKey } })

describe('POST /v1/upload/presign', () => {
  it('200: answers as many uploads as files, in their order, with absolute URLs', async () => {
    const files = [
      { contentType: 'image/jpeg', byteLength: 1 },
      { contentType: 'image/png', byteLength: MAX_BYTES },
    ]
    const { status, json } = await presign(files)
    expect(status).toBe(200)
    expect(json.uploads).toHaveLength(2)
    for (const { uploadUrl, fileKey } of json.uploads) {
      expect(fileKey).toMatch(/^[0-9a-f-]{36}$/)
      expect(uploadUrl).toMatch(
        new RegExp(`^http://openidv\\.test/files/${fileKey}\\?expires=\\d+&signature=[\\w-]{43}$`),
      )
    }
    expect(json.uploads[0].fileKey).not.toBe(json.uploads[1].fileKey)
  })

  it.each([
    [[], 'files'],
    [undefined, 'files'],
    [[{ contentType: '', byteLength: 1 }], 'files.0.contentType'],
    [[{ contentType: 'image/png', byteLength: 0 }], 'files.0.byteLength'],
    [[{ contentType: 'image/png', byteLength: MAX_BYTES + 1 }], 'files.0.byteLength'],
    [[{ contentType: 'image/png', byteLength: 1.5 }], 'files.0.byteLength'],
    [[{ byteLength: 1 }], 'files.0.contentType'],
    [[{ contentType: 'image/webp', byteLength: 1 }], 'files.0.contentType'],
    [[{ contentType: 'application/pdf', byteLength: 1 }], 'files.0.contentType'],
    [[{ contentType: 'image/png' }, { contentType: 'image/heic', byteLength: 1 }], 'files.0.byteLength'],
  ])('400: %j', async (files, path) => {
    const answer = await presign(files)
    expect([answer.status, answer.json.hints[0].path.join('.')]).toEqual([400, path])
  })

  it('400: says of a type that is refused which are taken', async () => {
    const { message } = (await presign([{ contentType: 'image/webp', byteLength: 1 }])).json
    expect(message).toContain('files.0.contentType: must be image/jpeg or image/png')
  })

  it('200: ignores keys that it does not know', async () => {
    const body = { files: [{ contentType: 'image/png', byteLength: 1, name: 'x' }], purpose: 'scan' }
    const answer = await server.request('POST', '/v1/upload/presign', { key: server.organization.liveKey, body })
    expect(answer.status).toBe(200)
  })

  it('401: without a key; 403: with a key that lacks the scope', async () => {
    expect((await server.request('POST', '/v1/upload/presign', { body: { files: [] } })).status).toBe(401)
    const actor = { kind: 'operator' as const, organizationId: server.organization.id }
    const scopes = ['sessions:read', 'sessions:write']
    const limited = await createApiKey(server.ctx, actor, { environment: 'live', name: 'sessions only', scopes })
    expect((await presign([{ contentType: 'image/png', byteLength: 1 }], limited.key)).status).toBe(403)
  })
})

describe('PUT /files/:fileKey', () => {
  it('200: takes exactly what was announced, once, without a key', async () => {
    const { url, fileKey } = await announce(picture.byteLength)
    const first = await put(url, picture)
    expect([first.status, first.json]).toEqual([200, { fileKey }])
    const second = await put(url, picture)
    expect([second.status, second.json.code]).toEqual([409, 'conflict'])
  })

  it('of two uploads at once one wins, and what is kept is what was remembered', async () => {
    // What follows the end of a JPEG is ignored: two pictures of one length.
    const [small, large] = await Promise.all([300, 400].map((width) => sharp(picture).resize(width).jpeg().toBuffer()))
    const length = 100_000
    const pictures = [small, large].map((bytes) => Buffer.concat([bytes ?? picture], length))
    for (let round = 0; round < 5; round++) {
      const { url, fileKey } = await announce(length)
      const answers = await Promise.all([...pictures, ...pictures].map((bytes) => put(url, bytes)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
      const { bytes } = await readEvidence(server.ctx, fileKey as EvidenceId)
      const row = await server.ctx.db
        .selectFrom('evidence')
        .select('sha256')
        .where('id', '=', fileKey as EvidenceId)
        .executeTakeFirstOrThrow()
      expect(row.sha256).toEqual(sha256(bytes))
    }
  })

  it('403: another length, another type, another operation, after 15 minutes', async () => {
    const { url } = await announce(picture.byteLength)
    expect((await put(url, Buffer.concat([picture, Buffer.from([0])]))).status).toBe(403)
    expect((await put(url, picture.subarray(0, -1))).status).toBe(403)
    expect((await put(url, picture, 'image/png')).status).toBe(403)
    expect((await put(url, picture, 'image/jpeg; charset=x')).status).toBe(403)
    expect((await server.request('PUT', url, { body: picture })).status).toBe(403)
    expect((await server.request('GET', url)).status).toBe(403)
    server.clock.advance(15 * 60_000)
    const late = await put(url, picture)
    expect([late.status, late.json.code]).toEqual([403, 'signature_invalid'])
  })

  it('400: what is not a picture, whatever was announced, and the right one is still taken after', async () => {
    const bad = [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), await truncatedJpeg(), await giantPng()]
    for (const bytes of bad) {
      const { url } = await announce(bytes.byteLength)
      const answer = await put(url, bytes)
      expect([answer.status, answer.json.code]).toEqual([400, 'image_invalid'])
    }
    const { url } = await announce(picture.byteLength)
    expect((await put(url, Buffer.alloc(picture.byteLength, 1))).status).toBe(400)
    expect((await put(url, picture)).status).toBe(200)
  })

  it('400: without a signature; 413: more than 15 MiB', async () => {
    const { url, fileKey } = await announce(MAX_BYTES)
    expect((await put(`/files/${fileKey}`, picture)).status).toBe(400)
    expect((await put(url, Buffer.alloc(MAX_BYTES + 1))).status).toBe(413)
  })
})

describe('a fileKey in place of a picture', () => {
  it('409: before its bytes came; 404: when nobody announced it', async () => {
    const { fileKey } = await announce(picture.byteLength)
    const early = await scan(fileKey)
    expect([early.status, early.json.code]).toEqual([409, 'conflict'])
    expect((await scan('c0ffee00-0000-4000-8000-000000000001')).status).toBe(404)
  })

  it('403: for another organization and for the other environment', async () => {
    const { url, fileKey } = await announce(picture.byteLength)
    await put(url, picture)
    const other = await createOrganization(server.ctx, { name: 'Other' })
    for (const key of [other.liveKey, server.organization.sandboxKey]) {
      const answer = await scan(fileKey, key)
      expect([answer.status, answer.json.code]).toEqual([403, 'access_denied'])
    }
  })
})
