/** Proves that looking at a link takes nothing, and that one browser, the first to start, gets its session. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expireSessions } from '../../src/services/sessions/expire.ts'
import { cookieOf, createSession } from '../fixtures/applicant.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const HOUR_MS = 3_600_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
})
afterAll(() => server.close())

const look = (secret: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.request('POST', '/hosted/look', { body: { secret }, headers })

const open = (secret: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.request('POST', '/hosted/open', { body: { secret }, headers })

describe('POST /hosted/look', () => {
  it('200: says whose link it is and nothing of the applicant, and takes nothing, however often', async () => {
    const { id, secret } = await createSession(server)
    for (const headers of [{}, {}, { cookie: `applicant_${id.slice(0, 8)}=${'x'.repeat(43)}` }]) {
      const looked = await look(secret, headers)
      expect([looked.status, looked.json]).toEqual([200, { organization: { name: 'Acme' }, environment: 'live' }])
      expect(looked.headers).not.toHaveProperty('set-cookie')
    }
    const session = server.ctx.db.selectFrom('sessions').select(['progress', 'cookieDigest']).where('id', '=', id)
    expect(await session.executeTakeFirst()).toEqual({ progress: 'PENDING', cookieDigest: null })
    const audited = server.ctx.db.selectFrom('auditEvents').select('action').where('targetId', '=', id)
    expect(await audited.where('action', '=', 'session.open').execute()).toEqual([])
    expect((await open(secret)).status).toBe(200)
  })

  it('200: the browser that opened the link goes on, and its cookie lasts as long anew; 410: another may not look', async () => {
    const { id, secret } = await createSession(server)
    const cookie = cookieOf(await open(secret))
    const again = await look(secret, { cookie })
    expect([again.status, again.json, cookieOf(again)]).toEqual([200, { session_id: id }, cookie])
    const other = await look(secret)
    expect([other.status, other.json.code]).toEqual([410, 'hosted_link_used'])
    expect(other.text).not.toContain('Acme')
  })

  it('400: without a secret; 401: with one that is nobody’s; 410: once the session’s time is over', async () => {
    expect((await look(undefined)).status).toBe(400)
    expect((await look('0'.repeat(32))).json.code).toBe('hosted_link_invalid')
    const { secret } = await createSession(server, { expiresInHours: 1 })
    server.clock.advance(HOUR_MS)
    expect((await look(secret)).json.code).toBe('session_expired')
  })
})

describe('POST /hosted/open', () => {
  it('200: swaps the secret for a cookie that scripts cannot read and other sites cannot send', async () => {
    const { id, secret } = await createSession(server)
    const opened = await open(secret)
    expect([opened.status, opened.json]).toEqual([200, { session_id: id }])
    const cookie = String(opened.headers['set-cookie'])
    expect(cookie).toMatch(
      /^applicant_[0-9a-f]{8}=[0-9A-Za-z]{43}; Max-Age=691200; Path=\/hosted; HttpOnly; SameSite=Strict$/,
    )
    expect(cookie).not.toContain(secret)
  })

  it('200: the same browser may come back by the link; 410: another may not', async () => {
    const { id, secret } = await createSession(server)
    const cookie = cookieOf(await open(secret))
    const again = await open(secret, { cookie })
    expect([again.status, again.json, cookieOf(again)]).toEqual([200, { session_id: id }, cookie])
    for (const headers of [{}, { cookie: `${cookie.split('=')[0]}=${'x'.repeat(43)}` }]) {
      const other = await open(secret, headers)
      expect([other.status, other.json.code]).toEqual([410, 'hosted_link_used'])
      expect(other.headers).not.toHaveProperty('set-cookie')
    }
  })

  it('of many first opens at once exactly one browser gets the session', async () => {
    const { secret } = await createSession(server)
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(secret)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 410)])
    const winner = answers.find(({ status }) => status === 200)
    const url = `/hosted/sessions/${winner?.json.session_id}`
    const state = await server.request('GET', url, { headers: { cookie: winner ? cookieOf(winner) : '' } })
    expect(state.status).toBe(200)
  })

  it('400: without a secret; 401: with one that is nobody’s', async () => {
    for (const secret of [undefined, '', 7]) expect((await open(secret)).status).toBe(400)
    const answer = await open('0'.repeat(32))
    expect([answer.status, answer.json]).toEqual([401, expect.objectContaining({ code: 'hosted_link_invalid' })])
  })

  it('410: once the session’s time is over, before and after the clean-up job', async () => {
    const { secret } = await createSession(server, { expiresInHours: 1 })
    server.clock.advance(HOUR_MS)
    const late = await open(secret)
    expect([late.status, late.json.code]).toEqual([410, 'session_expired'])
    expect(await expireSessions(server.appCtx)).toBeGreaterThan(0)
    expect((await open(secret)).json.code).toBe('session_expired')
  })
})
