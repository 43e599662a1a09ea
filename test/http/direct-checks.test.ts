import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { emptyPicture, giantPng, truncatedJpeg } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const ROUTES = {
  '/v1/document/scan': ['image'],
  '/v1/face/detect': ['image'],
  '/v1/face/compare': ['source', 'target'],
  '/v1/face/estimate-age': ['image'],
  '/v1/identity/verify': ['documentImage', 'faceImage'],
} as const

let server: TestServer
let image: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  image = (await emptyPicture()).toString('base64')
})
afterAll(() => server.close())

const whole = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, image]))

describe.each(Object.entries(ROUTES))('POST %s', (path, fields) => {
  const post = (body: unknown, options: { key?: string; headers?: Record<string, string> } = {}) =>
    server.request('POST', path, { key: server.organization.liveKey, body, ...options })

  it.each(fields)('400: %s that is not a picture, cut off, too large or no text, with its name', async (field) => {
    const bad: ReadonlyArray<readonly [unknown, string]> = [
      [Buffer.from('%PDF-1.7 not a picture').toString('base64'), 'image_invalid'],
      [(await truncatedJpeg()).toString('base64'), 'image_invalid'],
      [(await giantPng()).toString('base64'), 'image_invalid'],
      ['https://example.com/passport.jpg', 'validation_failed'],
      ['ÿØÿ', 'validation_failed'],
      ['', 'validation_failed'],
      [7, 'validation_failed'],
      [null, 'validation_failed'],
      [undefined, 'validation_failed'],
    ]
    for (const [value, code] of bad) {
      const { status, json } = await post({ ...whole(fields), [field]: value })
      expect([status, json.code, json.hints?.[0]?.path]).toEqual([400, code, [field]])
    }
  })

  it('ignores keys that it does not know', async () => {
    // Far enough to look for the picture: nothing before that minded the key.
    const missing = Object.fromEntries(fields.map((field) => [field, 'c0ffee00-0000-4000-8000-000000000001']))
    expect((await post({ ...missing, colour: 'blue', sessionId: 'x' })).status).toBe(404)
  })

  it('400: a body that is no JSON object', async () => {
    for (const body of ['{"image"', '[]', 'null']) {
      const answer = await post(body, { headers: { 'content-type': 'application/json' } })
      expect(answer.status).toBe(400)
    }
  })

  it('400: a multipart body that ends in the middle or has no parts', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' }
    const head = `--edge\r\nContent-Disposition: form-data; name="${fields[0]}"; filename="a"\r\n\r\n`
    for (const body of ['', '--edge--\r\n', 'nothing of the kind', `${head}half a pict`]) {
      const answer = await post(body, { headers })
      expect([body, answer.status]).toEqual([body, 400])
    }
    const boundless = await post('x', { headers: { 'content-type': 'multipart/form-data' } })
    expect([400, 415]).toContain(boundless.status)
  })

  it('401: without a key; 403: with one that lacks the scope', async () => {
    const without = await server.request('POST', path, { body: whole(fields) })
    expect([without.status, without.text]).toEqual([401, '{"detail":"Invalid or missing API key"}'])
    const actor = { kind: 'operator' as const, organizationId: server.organization.id }
    const scopes = ['sessions:read', 'sessions:write']
    const { key } = await createApiKey(server.ctx, actor, { environment: 'live', name: 'sessions only', scopes })
    const lacking = await post(whole(fields), { key })
    expect([lacking.status, lacking.json.code]).toEqual([403, 'scope_missing'])
  })

  it('402: with the contract’s text when the balance is short, and no check is made', async () => {
    const { id, liveKey } = await createOrganization(server.ctx, { name: 'Poor' })
    await server.ctx.db.updateTable('balances').set({ availableTokens: 4 }).where('organizationId', '=', id).execute()
    const { status, json } = await post(whole(fields), { key: liveKey })
    expect([status, json.detail, json.code]).toEqual([402, 'Insufficient token balance', 'balance_insufficient'])
    const checks = await server.ctx.db.selectFrom('checks').select('id').where('organizationId', '=', id).execute()
    expect(checks).toEqual([])
  })

  it('413: a picture of more than 15 MiB in a multipart body, 400 in base64; 415: another type', async () => {
    const large = Buffer.alloc(15 * 1024 * 1024 + 1)
    const head = `--edge\r\nContent-Disposition: form-data; name="${fields[0]}"; filename="a"\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), large, Buffer.from('\r\n--edge--\r\n')])
    const multipart = await post(body, { headers: { 'content-type': 'multipart/form-data; boundary=edge' } })
    expect([multipart.status, multipart.json.code]).toEqual([413, 'body_too_large'])
    const text = await post({ ...whole(fields), [fields[0]]: large.toString('base64') })
    expect([text.status, text.json.code]).toEqual([400, 'image_invalid'])
    const other = await post('x', { headers: { 'content-type': 'image/jpeg' } })
    expect([other.status, other.json.code]).toEqual([415, 'media_unsupported'])
  })
})

describe('after all these refusals', () => {
  it('nothing was charged, held or checked', async () => {
    const books = await readBooks(server.ctx.db, server.organization.id)
    expect(books).toEqual({ available: 1000, held: 0, spent: 0 })
    expect(await server.ctx.db.selectFrom('checks').select('id').execute()).toEqual([])
  })
})
