import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ValidationError } from '../../client/errors.ts'
import { facePicture, PASSPORT, passportPicture } from '../fixtures/pictures.ts'
import { forwardTo, loseAnswerOf, openEdge, type Step } from './edge.ts'
import { type ListeningServer, startListeningServer } from './listening-server.ts'
import { recordedTiming } from './recorded-timing.ts'

const TIMEOUT_MS = 120_000

let server: ListeningServer
let passport: Uint8Array
let selfie: Uint8Array
beforeAll(async () => {
  server = await startListeningServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  ;[passport, selfie] = await Promise.all([passportPicture(), facePicture('holderSelfie')])
}, TIMEOUT_MS)
afterAll(() => server.close())

describe('pictures as bytes', () => {
  it('are uploaded, and then named by their fileKeys', { timeout: TIMEOUT_MS }, async () => {
    const { uploads, faces } = server.connect()
    const image = await uploads.put(selfie)
    expect(image).toMatch(/^[0-9a-f-]{36}$/)
    expect(await faces.detect({ image })).toMatchObject({ faceDetected: true })
  })

  it('of a document are read', { timeout: TIMEOUT_MS }, async () => {
    const scanned = await server.connect().documents.scan({ image: passport, documentType: 'passport' })
    expect(scanned).toMatchObject({ documentType: 'passport', documentNumber: PASSPORT.documentNumber })
  })

  it('of faces are compared and judged by age', { timeout: TIMEOUT_MS }, async () => {
    const { faces } = server.connect()
    const source = await facePicture('holderPortrait')
    expect(await faces.compare({ source, target: selfie })).toMatchObject({ isMatch: true, threshold: 80 })
    expect(await faces.estimateAge({ image: selfie })).toMatchObject({ faceDetected: true })
  })

  it('of a person are verified in one call, presigned together', { timeout: TIMEOUT_MS }, async () => {
    const edge = await openEdge(forwardTo(server.url))
    const { identity } = server.connect({ baseUrl: edge.url })
    const outcome = await identity.verify({ documentImage: passport, faceImage: selfie })
    expect(outcome).toMatchObject({ verified: true, document: { lastName: PASSPORT.surname }, reasons: [] })
    expect(edge.seen.map(({ path }) => path)).toEqual(['/v1/upload/presign', '/v1/identity/verify'])
    await edge.close()
  })

  it('are verified and paid once under a key of the caller', { timeout: TIMEOUT_MS }, async () => {
    const { identity } = server.connect()
    const request = { documentImage: passport, faceImage: selfie }
    const options = { idempotencyKey: 'applicant-1' }
    const before = await availableTokens()
    const first = await identity.verify(request, options)
    const spent = before - (await availableTokens())
    expect(await identity.verify(request, options)).toEqual(first)
    expect(before - (await availableTokens())).toBe(spent)
  })

  it('arrive once when the answer to the upload is lost', { timeout: TIMEOUT_MS }, async () => {
    // The server puts its own address into the URL; the edge's stands in for it.
    const presign: Step = async (request, reply) => {
      const { method, path, headers, body } = request
      const key = String(headers['x-api-key'])
      const answered = await fetch(server.url + path, {
        method,
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        body,
      })
      reply.end((await answered.text()).replaceAll(server.url, edge.url))
    }
    const edge = await openEdge(presign, loseAnswerOf(server.url), forwardTo(server.url))
    const client = server.connect({ baseUrl: edge.url, timing: recordedTiming() })
    const image = await client.uploads.put(selfie)
    expect(edge.seen.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT'])
    expect(await client.faces.detect({ image })).toMatchObject({ faceDetected: true })
    await edge.close()
  })

  it('that are none are a ValidationError', async () => {
    const error = await server
      .connect()
      .faces.detect({ image: Uint8Array.of(1, 2, 3) })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ValidationError)
    expect(error).toMatchObject({ code: 'image_invalid' })
  })
})

async function availableTokens(): Promise<number> {
  const balance = await server.ctx.db
    .selectFrom('balances')
    .select('availableTokens')
    .where('organizationId', '=', server.organization.id)
    .executeTakeFirstOrThrow()
  return balance.availableTokens
}
