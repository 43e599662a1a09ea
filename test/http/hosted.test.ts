import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expireSessions } from '../../src/services/sessions/expire.ts'
import { createSession, type HostedPage, openHosted, SESSION_BODY } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { emptyPicture, giantPng, truncatedJpeg } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const HOUR_MS = 3_600_000
const NOT_AN_IMAGE = Buffer.from('%PDF-1.7 this is not a picture at all, whatever its name says')

let server: TestServer
let picture: Buffer
beforeAll(async () => {
  // No test of this file waits for a check: it may as well fail.
  server = await startTestServer(
    { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_SIGNUP_GRANT_TOKENS: '100000' },
    new URL('../fixtures/failing-child.ts', import.meta.url),
  )
  picture = await emptyPicture()
})
afterAll(() => server.close())

async function aPage(change: Readonly<Record<string, unknown>> = {}): Promise<HostedPage> {
  return openHosted(server, (await createSession(server, change)).secret)
}

describe('GET /hosted/sessions/:id', () => {
  it('200: tells the page what it needs, and nothing that could be stolen from it', async () => {
    const page = await aPage({ redirectUrl: 'https://example.com/done?a=1' })
    const { status, json, text } = await page.state()
    expect(status).toBe(200)
    expect(json).toMatchObject({
      session_id: page.sessionId,
      status: 'PENDING',
      progress: 'STARTED',
      organization: { name: 'Acme' },
      consent_given: false,
      decline_url: expect.stringContaining('status=abandoned'),
    })
    expect(json.steps[0].slots.map(({ slot }: { slot: string }) => slot)).toEqual([
      'id_front',
      'id_back',
      'selfie_front',
    ])
    expect(json).not.toHaveProperty('redirect_url')
    for (const secret of [SESSION_BODY.email, SESSION_BODY.phone, server.organization.liveKey]) {
      expect(text).not.toContain(secret)
    }
  })

  it('401: without the cookie, with another session’s, and for an unknown session', async () => {
    const [mine, other] = [await aPage(), await aPage()]
    const swapped = `${mine.cookie.split('=')[0]}=${other.cookie.split('=')[1]}`
    const calls = [
      [mine.sessionId, ''],
      [mine.sessionId, other.cookie],
      [mine.sessionId, swapped],
      ['c0ffee00-0000-4000-8000-000000000001', mine.cookie],
      ['nonsense', mine.cookie],
    ] as const
    for (const [id, cookie] of calls) {
      const answer = await server.request('GET', `/hosted/sessions/${id}`, { headers: { cookie } })
      expect(answer.status).toBe(401)
    }
    const keyed = await server.request('GET', `/hosted/sessions/${mine.sessionId}`, {
      key: server.organization.liveKey,
    })
    expect(keyed.status).toBe(401)
  })
})

describe('POST /hosted/sessions/:id/consent', () => {
  it('200: is remembered once; 400: a refusal stores nothing', async () => {
    const page = await aPage()
    const refused = await page.consent(false)
    expect([refused.status, refused.json.hints[0].path]).toEqual([400, ['accepted']])
    expect((await page.state()).json.consent_given).toBe(false)
    expect((await page.consent()).json.consent_given).toBe(true)
    server.clock.advance(1000)
    expect((await page.consent()).status).toBe(200)
    const rows = await server.ctx.db
      .selectFrom('auditEvents')
      .select('action')
      .where('targetId', '=', page.sessionId)
      .where('action', '=', 'session.consent')
      .execute()
    expect(rows).toHaveLength(1)
  })

  it('400: a body that does not say; 401: without the cookie', async () => {
    const page = await aPage()
    const url = `/hosted/sessions/${page.sessionId}/consent`
    expect((await server.request('POST', url, { body: {}, headers: { cookie: page.cookie } })).status).toBe(400)
    expect((await server.request('POST', url, { body: { accepted: true } })).status).toBe(401)
  })
})

describe('PUT /hosted/sessions/:id/evidence/:slot', () => {
  let page: HostedPage
  beforeEach(async () => {
    page = await aPage()
    await page.consent()
  })

  it('200: takes a picture whatever its name says, and another in its place, of which alone something is left', async () => {
    const first = await page.upload('id_front', picture, 'application/octet-stream')
    expect([first.status, first.json]).toEqual([200, { slot: 'id_front', width: 800, height: 600, uploaded: true }])
    expect((await page.upload('id_front', picture)).status).toBe(200)
    const slots = (await page.state()).json.steps[0].slots
    expect(slots[0]).toEqual({ slot: 'id_front', required: true, takes: 'picture', uploaded: true })
    const states = await server.ctx.db
      .selectFrom('evidence')
      .select('state')
      .where('sessionId', '=', page.sessionId)
      .execute()
    expect(states.map(({ state }) => state)).toEqual(['stored'])
  })

  it('of many uploads into one slot at once one stands', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => page.upload('id_front', picture)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const stored = await server.ctx.db
      .selectFrom('evidence')
      .select('id')
      .where('sessionId', '=', page.sessionId)
      .where('state', '=', 'stored')
      .execute()
    expect(stored).toHaveLength(1)
  })

  it('400: what is not a picture, is cut off, too large or empty, with what would be right', async () => {
    const bad: ReadonlyArray<readonly [Buffer, RegExp]> = [
      [NOT_AN_IMAGE, /not JPEG, PNG or WebP/],
      [await truncatedJpeg(), /damaged or cut off/],
      [await giantPng(), /30000 × 30000 pixels; at most 50 million/],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /damaged/],
      [Buffer.alloc(0), /no body/],
    ]
    for (const [bytes, message] of bad) {
      const answer = await page.upload('id_front', bytes)
      expect([answer.status, answer.json.code]).toEqual([400, 'image_invalid'])
      expect(answer.json.message).toMatch(message)
    }
    expect((await page.state()).json.steps[0].slots[0].uploaded).toBe(false)
  })

  it('401: without the cookie; 404: into a slot that nobody asked for; 413: more than 15 MiB', async () => {
    const url = `/hosted/sessions/${page.sessionId}/evidence/id_front`
    expect((await server.request('PUT', url, { body: picture })).status).toBe(401)
    expect((await page.upload('selfie_left', picture)).status).toBe(404)
    expect((await page.upload('id_front', Buffer.alloc(15 * 1024 * 1024 + 1))).status).toBe(413)
  })

  it('409: before consent and after submission', async () => {
    const early = await (await aPage()).upload('id_front', picture)
    expect([early.status, early.json.code]).toEqual([409, 'conflict'])
    await page.upload('id_front', picture)
    await page.upload('selfie_front', picture)
    await page.submit()
    expect((await page.upload('id_front', picture)).status).toBe(409)
  })

  it('410: when the session’s time is over', async () => {
    server.clock.advance(8 * 24 * HOUR_MS)
    const late = await page.upload('id_front', picture)
    expect([late.status, late.json.code]).toEqual([410, 'session_expired'])
  })
})

describe('POST /hosted/sessions/:id/steps/:step', () => {
  it('400: before every required picture is there, naming those that are missing', async () => {
    const page = await aPage()
    await page.consent()
    await page.upload('id_front', picture)
    const answer = await page.submit()
    expect([answer.status, answer.json.code]).toEqual([400, 'validation_failed'])
    const path = ['uploads', 'selfie_front']
    expect(answer.json.hints).toEqual([{ code: 'missing', path, message: 'is required' }])
    expect((await page.state()).json.status).toBe('PENDING')
  })

  it('of many submits at once one counts: 200, and the rest 409, with one check', async () => {
    const page = await aPage({ redirectUrl: 'https://example.com/done?a=1' })
    await page.consent()
    await page.upload('id_front', picture)
    await page.upload('selfie_front', picture)
    const answers = await Promise.all(Array.from({ length: 5 }, () => page.submit()))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
    const won = answers.find(({ status }) => status === 200)?.json
    const redirect = new URL(won.redirect_url)
    expect(Object.fromEntries(redirect.searchParams)).toEqual({
      a: '1',
      session_id: page.sessionId,
      sessionId: page.sessionId,
      status: 'success',
      session_status: won.status,
    })
    const checks = await server.ctx.db
      .selectFrom('checks')
      .select('id')
      .where('sessionId', '=', page.sessionId)
      .execute()
    expect(checks).toHaveLength(1)
  })

  it('401: without the cookie; 410: when the session’s time is over, and its tokens come back', async () => {
    const page = await aPage()
    const url = `/hosted/sessions/${page.sessionId}/steps/ID_VERIFICATION`
    expect((await server.request('POST', url, { body: {} })).status).toBe(401)
    const [books, ended] = [await readBooks(server.ctx.db, server.organization.id), await countExpired()]
    server.clock.advance(8 * 24 * HOUR_MS)
    expect((await page.submit()).status).toBe(410)
    // The server's own job may have been faster.
    await expireSessions(server.appCtx)
    expect(await expireSessions(server.appCtx)).toBe(0)
    const [after, endedAfter] = [await readBooks(server.ctx.db, server.organization.id), await countExpired()]
    expect(endedAfter).toBeGreaterThan(ended)
    expect(after.available - books.available).toBe(50 * (endedAfter - ended))
  })
})

async function countExpired(): Promise<number> {
  const rows = await server.ctx.db.selectFrom('sessions').select('id').where('status', '=', 'EXPIRED').execute()
  return rows.length
}
