/** Proves that a picture of megabytes is the same in every form, though no text is made of it in the server. */
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

const TIMEOUT_MS = 120_000
const MIB = 1024 * 1024

let server: TestServer
let noise: Buffer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  const raw = { width: 1000, height: 1000, channels: 3 } as const
  noise = await sharp(randomBytes(3_000_000), { raw }).png().toBuffer()
  expect(noise.byteLength).toBeGreaterThan(2 * MIB)
})
afterAll(() => server.close())

const postJson = (image: string, headers: Record<string, string> = {}) =>
  server.request('POST', '/v1/face/detect', {
    key: server.organization.liveKey,
    body: `{"image":"${image}"}`,
    headers: { 'content-type': 'application/json', ...headers },
  })

async function postMultipart(picture: Buffer, headers: Record<string, string> = {}) {
  const form = new FormData()
  form.append('image', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'noise.png')
  const encoded = new Response(form)
  return server.request('POST', '/v1/face/detect', {
    key: server.organization.liveKey,
    body: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '', ...headers },
  })
}

it(
  'is looked at from base64, base64url, a data URL, with slashes escaped as some libraries do, and from multipart',
  async () => {
    const base64 = noise.toString('base64')
    expect(base64).toContain('/')
    const lines = base64.replace(/.{76}/g, '$&\\r\\n')
    const forms = [
      base64,
      noise.toString('base64url'),
      `data:image/png;base64,${base64}`,
      base64.replaceAll('/', '\\/'),
      lines,
    ]
    const answers = await Promise.all(forms.map((form) => postJson(form)))
    answers.push(await postMultipart(noise))
    for (const { status, json } of answers) expect([status, json]).toEqual([200, answers[0]?.json])
  },
  TIMEOUT_MS,
)

it('that is none is refused by the name of its field, in the words of a small one', async () => {
  for (const [text, code] of [
    [`${'A'.repeat(2 * MIB)}!`, 'validation_failed'],
    [`${'A'.repeat(2 * MIB)}\\q`, 'validation_failed'],
    [`${'A'.repeat(2 * MIB)}é`, 'validation_failed'],
    [`\\"${'A'.repeat(2 * MIB)}`, 'validation_failed'],
    [randomBytes(2 * MIB).toString('base64'), 'image_invalid'],
    ['A'.repeat(30 * MIB), 'image_invalid'],
  ] as const) {
    const { status, json } = await postJson(text)
    expect([status, json.code, json.hints?.[0]?.path]).toEqual([400, code, ['image']])
  }
})

it('cannot be meant by a text that a caller writes', async () => {
  for (const text of ['[picture 0]', '[picture 1]']) {
    const { status, json } = await postJson(text)
    expect([status, json.code]).toEqual([400, 'validation_failed'])
  }
})

it(
  'is the same work under an Idempotency-Key in either form, and another picture is not',
  async () => {
    const headers = { 'idempotency-key': 'large' }
    const first = await postJson(noise.toString('base64'), headers)
    const again = await postMultipart(noise, headers)
    expect([again.status, again.text, again.headers['idempotency-replayed']]).toEqual([200, first.text, 'true'])
    const other = Buffer.concat([noise, Buffer.from([0])])
    expect((await postMultipart(other, headers)).json.code).toBe('idempotency_mismatch')
  },
  TIMEOUT_MS,
)
