/** Proves that a sign-in ends when its person says so, that passwords change safely, and that reset links work once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acrossOrganizations } from '../../src/db/reach.ts'
import type { OrganizationId } from '../../src/lib/ids.ts'
import { endSignInsOfAll, endSignInsOfPerson } from '../../src/services/members/end-sign-ins.ts'
import { makeResetLinkOf } from '../../src/services/members/reset-link.ts'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember, toCookieHeader } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const OTHER_PASSWORD = 'quite another password'
const DAY_MS = 86_400_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
// All requests come from one address: what the last test did wrong is forgotten before the next.
beforeEach(() => server.clock.advance(5 * 60_000))

function send(path: string, body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
  return server.request('POST', path, { body, headers: { origin: TEST_ORIGIN, ...headers } })
}

async function signIn(email: string, password = TEST_PASSWORD, userAgent = 'tests'): Promise<string> {
  const answer = await send('/api/auth/sign-in/email', { email, password }, { 'user-agent': userAgent })
  expect(answer.status).toBe(200)
  return toCookieHeader(answer)
}

async function statusOfMe(cookie: string): Promise<number> {
  return (await server.request('GET', '/console/me', { headers: { cookie } })).status
}

describe('signed-in devices', () => {
  it('are listed without their secrets, with browser, device and address', async () => {
    const member = await signUpMember(server)
    await signIn(member.email, TEST_PASSWORD, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')
    const answer = await member.get('/console/account/sign-ins')
    expect(answer.json.items).toHaveLength(2)
    expect(answer.json.items).toContainEqual(
      expect.objectContaining({ browser: 'Firefox 140', device: 'Linux', address: '127.0.0.1', isCurrent: false }),
    )
    expect(answer.json.items.filter((item: { isCurrent: boolean }) => item.isCurrent)).toHaveLength(1)
    const tokens = await server.ctx.db.selectFrom('authSessions').select('token').execute()
    for (const { token } of tokens) expect(answer.text).not.toContain(token)
  })

  it('are dead at once when they are signed out elsewhere, alone or all others together', async () => {
    const member = await signUpMember(server)
    const [one, two, three] = [await signIn(member.email), await signIn(member.email), await signIn(member.email)]
    const { items } = (await server.request('GET', '/console/account/sign-ins', { headers: { cookie: one } })).json
    const current = items.find((item: { isCurrent: boolean }) => item.isCurrent)
    expect((await member.send('DELETE', `/console/account/sign-ins/${current.id}`)).status).toBe(204)
    expect([await statusOfMe(one), await statusOfMe(two)]).toEqual([401, 200])
    expect((await member.post('/console/account/end-other-sign-ins')).json).toEqual({ ended: 2 })
    expect([await statusOfMe(two), await statusOfMe(three), await statusOfMe(member.cookie)]).toEqual([401, 401, 200])
  })

  it('end seven days after they were made, however often they are used', async () => {
    const member = await signUpMember(server)
    const times = () =>
      server.ctx.db.selectFrom('authSessions').select(['createdAt', 'expiresAt']).where('userId', '=', member.userId)
    const { createdAt, expiresAt } = await times().executeTakeFirstOrThrow()
    expect(Math.round((expiresAt.getTime() - createdAt.getTime()) / DAY_MS)).toBe(7)
    const soon = new Date(Date.now() + DAY_MS)
    await server.ctx.db
      .updateTable('authSessions')
      .set({ expiresAt: soon })
      .where('userId', '=', member.userId)
      .execute()
    expect((await member.get('/console/me')).status).toBe(200)
    expect((await times().executeTakeFirstOrThrow()).expiresAt).toEqual(soon)
  })

  it('are not signed out by whoever has not proved who they are in the last ten minutes', async () => {
    const member = await signUpMember(server)
    const elsewhere = await signIn(member.email)
    const { items } = (await member.get('/console/account/sign-ins')).json
    const other = items.find((item: { isCurrent: boolean }) => !item.isCurrent)
    server.clock.advance(11 * 60_000)
    for (const [method, path] of [
      ['DELETE', `/console/account/sign-ins/${other.id}`],
      ['POST', '/console/account/end-other-sign-ins'],
    ] as const) {
      const answer = await member.send(method, path, method === 'POST' ? {} : undefined)
      expect([answer.status, answer.json.code]).toEqual([403, 'step_up_required'])
    }
    expect(await statusOfMe(elsewhere)).toBe(200)
    expect((await member.post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(204)
    expect((await member.post('/console/account/end-other-sign-ins')).json).toEqual({ ended: 1 })
    expect(await statusOfMe(elsewhere)).toBe(401)
  })

  it('of somebody else cannot be ended', async () => {
    const [victim, stranger] = [await signUpMember(server), await signUpMember(server)]
    const { items } = (await victim.get('/console/account/sign-ins')).json
    expect((await stranger.send('DELETE', `/console/account/sign-ins/${items[0].id}`)).status).toBe(404)
    expect((await victim.get('/console/me')).status).toBe(200)
  })

  it('are closed to whoever is signed out', async () => {
    for (const path of ['/console/account', '/console/account/sign-ins']) {
      expect((await server.request('GET', path)).status).toBe(401)
    }
    expect((await send('/console/step-up', { password: TEST_PASSWORD })).status).toBe(401)
  })
})

describe('signing out from outside', () => {
  const auditsOf = (organizationId: string) =>
    server.ctx.db
      .selectFrom('auditEvents')
      .select(['actorKind', 'targetId'])
      .where('action', '=', 'member.end_sign_ins')
      .where('organizationId', '=', organizationId as OrganizationId)
      .orderBy('id')
      .execute()

  it('ends every sign-in of one person and of nobody else, or of everybody, on record', async () => {
    const [one, other] = [await signUpMember(server), await signUpMember(server)]
    const elsewhere = await signIn(one.email)
    expect(await acrossOrganizations(() => endSignInsOfPerson(server.ctx, one.email))).toBe(2)
    expect([await statusOfMe(one.cookie), await statusOfMe(elsewhere), await statusOfMe(other.cookie)]).toEqual([
      401, 401, 200,
    ])
    const [again] = [await signIn(one.email)]
    await expect(acrossOrganizations(() => endSignInsOfPerson(server.ctx, 'nobody@example.com'))).rejects.toThrow(
      'Nobody',
    )
    expect(await acrossOrganizations(() => endSignInsOfAll(server.ctx, [one.organizationId]))).toBeGreaterThanOrEqual(2)
    expect([await statusOfMe(again), await statusOfMe(other.cookie)]).toEqual([401, 401])
    expect(await acrossOrganizations(() => auditsOf(one.organizationId))).toEqual([
      { actorKind: 'operator', targetId: one.userId },
      { actorKind: 'operator', targetId: null },
    ])
  })
})

describe('in production', () => {
  it('no log holds the link of a reset: an operator makes it, on record, and it works once', async () => {
    const strict = await startTestServer({ NODE_ENV: 'production', OPENIDV_CONSOLE_SIGN_UP: 'open' })
    try {
      const member = await signUpMember(strict)
      const post = (path: string, body: unknown) =>
        strict.request('POST', path, { body, headers: { origin: TEST_ORIGIN } })
      expect((await post('/api/auth/request-password-reset', { email: member.email })).status).toBe(204)
      expect(strict.logLines.join('')).toContain('password reset asked for')
      expect(strict.logLines.join('')).not.toContain('reset-password#')
      const link = await acrossOrganizations(() => makeResetLinkOf(strict.ctx, member.email))
      const body = { token: link.split('reset-password#')[1], newPassword: OTHER_PASSWORD }
      expect([(await post('/api/auth/reset-password', body)).status, (await member.get('/console/me')).status]).toEqual(
        [204, 401],
      )
      expect((await post('/api/auth/reset-password', body)).json.code).toBe('reset_link_invalid')
      expect(strict.logLines.join('')).not.toContain(body.token)
      const events = strict.ctx.db
        .selectFrom('auditEvents')
        .select('targetId')
        .where('action', '=', 'member.reset_link')
      expect(await acrossOrganizations(() => events.execute())).toEqual([{ targetId: member.userId }])
    } finally {
      await strict.close()
    }
  })
})

describe('a changed password', () => {
  it('needs the present one, ends all other sign-ins, and is the only one from then on', async () => {
    const member = await signUpMember(server)
    const elsewhere = await signIn(member.email)
    const wrong = { currentPassword: 'not the password', newPassword: OTHER_PASSWORD }
    expect((await member.post('/api/auth/change-password', wrong)).json.code).toBe('proof_refused')
    const weak = { currentPassword: TEST_PASSWORD, newPassword: 'too short' }
    expect((await member.post('/api/auth/change-password', weak)).status).toBe(400)
    const right = { currentPassword: TEST_PASSWORD, newPassword: OTHER_PASSWORD }
    const changed = await member.post('/api/auth/change-password', right)
    expect([changed.status, changed.text]).toEqual([204, ''])
    expect([await statusOfMe(elsewhere), await statusOfMe(member.cookie)]).toEqual([401, 401])
    expect(await statusOfMe(toCookieHeader(changed))).toBe(200)
    const old = await send('/api/auth/sign-in/email', { email: member.email, password: TEST_PASSWORD })
    expect(old.status).toBe(401)
    await signIn(member.email, OTHER_PASSWORD)
  })
})

it('a name is changed by its person, on one line of at most 200 characters', async () => {
  const member = await signUpMember(server)
  expect((await member.post('/api/auth/update-user', { name: ' Ada ' })).status).toBe(204)
  expect((await member.get('/console/account')).json).toMatchObject({ name: 'Ada', isTwoFactorOn: false })
  expect((await member.post('/api/auth/update-user', { name: 'x'.repeat(201) })).status).toBe(400)
  expect((await member.post('/api/auth/update-user', { name: 'Ada', email: 'x@example.com' })).status).toBe(400)
})

describe('a forgotten password', () => {
  /** The secret of the link that an operator makes for somebody who has asked. */
  async function requestReset(member: TestMember): Promise<string> {
    const before = server.logLines.length
    expect((await send('/api/auth/request-password-reset', { email: member.email })).status).toBe(204)
    const lines = server.logLines.slice(before).filter((line) => line.includes('members reset-link'))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', userId: member.userId })
    expect(lines[0]).not.toMatch(new RegExp(`${member.email}|reset-password#`))
    const link = await acrossOrganizations(() => makeResetLinkOf(server.ctx, member.email))
    return link.split('#')[1] ?? ''
  }

  const reset = (token: string) => send('/api/auth/reset-password', { token, newPassword: OTHER_PASSWORD })

  it('is reset by a link that works once, ends every sign-in and opens a refused account', async () => {
    const member = await signUpMember(server)
    const earlier = await requestReset(member)
    const token = await requestReset(member)
    for (let i = 0; i < 8; i += 1) {
      await send('/api/auth/sign-in/email', { email: member.email, password: `wrong password ${i}` })
    }
    expect((await reset(token)).status).toBe(204)
    expect(await statusOfMe(member.cookie)).toBe(401)
    await signIn(member.email, OTHER_PASSWORD)
    for (const used of [token, earlier]) {
      const again = await reset(used)
      expect([again.status, again.json.code]).toEqual([410, 'reset_link_invalid'])
    }
  })

  it('is not reset by a link that is older than 30 minutes, nor by what the database holds', async () => {
    const member = await signUpMember(server)
    const token = await requestReset(member)
    const link = server.ctx.db.updateTable('authVerifications').where('value', '=', member.userId)
    const [row] = await link.set({ updatedAt: new Date() }).returning(['identifier', 'expiresAt']).execute()
    expect(row?.identifier).not.toContain(token)
    expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(30 * 60_000)
    await link.set({ expiresAt: new Date(Date.now() - 1) }).execute()
    expect((await reset(token)).json.code).toBe('reset_link_invalid')
    await signIn(member.email)
  })

  it('answers alike for an unknown address, and writes no line for it', async () => {
    const before = server.logLines.length
    const answer = await send('/api/auth/request-password-reset', { email: 'nobody@example.com' })
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect(server.logLines.slice(before).join('')).not.toContain('password reset asked for')
  })

  it('notes at most three requests for one account in five minutes', async () => {
    for (const email of [(await signUpMember(server)).email, 'unknown@example.com']) {
      const statuses: number[] = []
      for (let i = 0; i < 4; i += 1) {
        statuses.push((await send('/api/auth/request-password-reset', { email })).status)
      }
      expect(statuses).toEqual([204, 204, 204, 429])
    }
  })
})

it('the first request of an organization is seen as soon as its key was used, each environment apart', async () => {
  const member = await signUpMember(server)
  expect((await member.get('~/first-request')).json).toEqual({ hasArrived: false })
  await server.request('GET', '/v1/auth/verify', { key: server.organization.liveKey })
  expect((await member.get('~/first-request')).json.hasArrived).toBe(true)
  expect((await member.get('~/first-request?environment=sandbox')).json).toEqual({ hasArrived: false })
})
