/** Proves what keeps accounts safe from strangers: strong passwords, devices that are known, factors and rest. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acrossOrganizations } from '../../src/db/reach.ts'
import { makeResetLinkOf } from '../../src/services/members/reset-link.ts'
import { signUp, signUpMember, TEST_ORIGIN, TEST_PASSWORD, toCookieHeader } from '../harness/console.ts'
import { TestBrowser } from '../harness/passkey-browser.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'
import { told } from '../harness/team.ts'
import { computeTotp } from '../harness/totp.ts'
import { aFactorMember } from '../harness/two-factor.ts'

const MINUTE_MS = 60_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_TRUST_PROXY: 'true' })
})
afterAll(() => server.close())

let lastAddress = 0
const freshAddress = () => `10.7.${(++lastAddress >> 8) & 255}.${lastAddress & 255}`
const freshEmail = () => `${randomUUID()}@example.com`

/** One call from an address of its own where none is given. */
function send(path: string, body: object, { address = freshAddress(), cookie = '' } = {}): Promise<TestAnswer> {
  const headers = { origin: TEST_ORIGIN, 'x-forwarded-for': address, ...(cookie && { cookie }) }
  return server.request('POST', `/api/auth${path}`, { body, headers })
}

describe('a password', () => {
  const WEAK = [
    'password1234',
    'qwertyuiop12',
    'Password123!',
    'openidv12345',
    'iloveyou1234',
    'P@ssw0rd2024',
    '1q2w3e4r5t6y',
  ]
  const name = 'Ada Lovelace'

  it('that is common, a pattern or one’s own name is refused at sign-up, with a reason, and not counted as a try', async () => {
    const email = `ada.lovelace-${randomUUID().slice(0, 4)}@example.com`
    const address = freshAddress()
    for (const password of [...WEAK, 'adalovelace12', 'ADALOVELACE!!', 'verification1']) {
      const answer = await send('/sign-up/email', { name, email, password }, { address })
      expect([password, ...told(answer)]).toEqual([password, 400, 'validation_failed'])
      const [hint] = answer.json.hints
      expect([hint.code, hint.path]).toEqual(['weak_password', ['password']])
      expect(hint.message).toMatch(/^is too easy to guess\. .+\. Four or more words/)
    }
    expect((await send('/sign-up/email', { name, email, password: TEST_PASSWORD }, { address })).status).toBe(200)
  })

  it('is judged within a bounded time, however odd, while others are answered', async () => {
    const email = freshEmail()
    const odd = ['p4ssw0rd$1'.repeat(13).slice(0, 128), '@4(<[{€'.repeat(18).slice(0, 128), 'ab1!'.repeat(32)]
    const cpu = process.cpuUsage()
    const [health] = await Promise.all([
      server.request('GET', '/health'),
      ...odd.map((password) => send('/sign-up/email', { name, email: freshEmail(), password })),
    ])
    expect(health?.status).toBe(200)
    const { user } = process.cpuUsage(cpu)
    expect(user / 1e6).toBeLessThan(5)
    expect((await send('/sign-up/email', { name, email, password: 'x'.repeat(129) })).status).toBe(400)
  })

  it('that is weak is refused at a change and at a reset, too', async () => {
    const member = await signUpMember(server)
    for (const newPassword of WEAK.slice(0, 3)) {
      const body = { currentPassword: TEST_PASSWORD, newPassword }
      const answer = await member.post('/api/auth/change-password', body)
      expect([...told(answer), answer.json.hints?.[0].path]).toEqual([400, 'validation_failed', ['newPassword']])
    }
    const [, token] = (await acrossOrganizations(() => makeResetLinkOf(server.ctx, member.email))).split('#')
    const weak = await send('/reset-password', { token, newPassword: 'Password123!' })
    expect([...told(weak), weak.json.hints[0].code]).toEqual([400, 'validation_failed', 'weak_password'])
    expect((await send('/reset-password', { token, newPassword: 'four cobalt lemons whistle' })).status).toBe(204)
    expect((await send('/sign-in/email', { email: member.email, password: 'four cobalt lemons whistle' })).status).toBe(
      200,
    )
  })
})

describe('a device that has signed in before', () => {
  it('is let in while strangers guess, counts for itself, and knows nobody else', async () => {
    const email = freshEmail()
    await signUp(server, email)
    const first = await send('/sign-in/email', { email, password: TEST_PASSWORD })
    const cookie = toCookieHeader(first)
    expect(String(first.headers['set-cookie'])).toMatch(/openidv\.device=[^;]+;.*HttpOnly; SameSite=Lax/)
    expect(cookie).toContain('openidv.device=')
    for (let address = 0; address < 10; address += 1) {
      const from = freshAddress()
      for (let i = 0; i < 10; i += 1) await send('/sign-in/email', { email, password: `wrong ${i}` }, { address: from })
    }
    expect((await send('/sign-in/email', { email, password: TEST_PASSWORD })).status).toBe(429)
    const known = await send('/sign-in/email', { email, password: TEST_PASSWORD }, { cookie })
    expect(known.status).toBe(200)

    const other = freshEmail()
    await signUp(server, other)
    const address = freshAddress()
    for (let i = 0; i < 10; i += 1)
      await send('/sign-in/email', { email: other, password: 'wrong' }, { address, cookie })
    expect((await send('/sign-in/email', { email: other, password: TEST_PASSWORD }, { address, cookie })).status).toBe(
      429,
    )
    expect((await send('/sign-in/email', { email, password: TEST_PASSWORD }, { address, cookie })).status).toBe(200)

    for (let i = 0; i < 10; i += 1) await send('/sign-in/email', { email, password: `wrong ${i}` }, { cookie })
    expect((await send('/sign-in/email', { email, password: TEST_PASSWORD }, { cookie })).status).toBe(429)
  }, 60_000)

  it('is a stranger after the password was changed elsewhere', async () => {
    const member = await signUpMember(server)
    const { email } = member
    const cookie = toCookieHeader(await send('/sign-in/email', { email, password: TEST_PASSWORD }))
    const newPassword = 'four cobalt lemons whistle'
    expect(
      (await member.post('/api/auth/change-password', { currentPassword: TEST_PASSWORD, newPassword })).status,
    ).toBe(204)
    const address = freshAddress()
    for (let i = 0; i < 10; i += 1) await send('/sign-in/email', { email: freshEmail(), password: 'x' }, { address })
    expect((await send('/sign-in/email', { email, password: newPassword }, { address, cookie })).status).toBe(429)
  })
})

describe('the second factor', () => {
  const as = (cookie: string) => (path: string, body: object) =>
    server.request('POST', path, { body, headers: { cookie, origin: TEST_ORIGIN } })

  it('goes, and its backup codes are renewed, by a factor only: the password alone does neither', async () => {
    const { uri, backupCodes, cookie } = await aFactorMember(server)
    server.clock.advance(11 * MINUTE_MS)
    const browser = new TestBrowser(server, cookie)
    const post = (path: string, body: object) => browser.post(path, body)
    const isOn = async () => (await browser.send('GET', '/console/account')).json.isTwoFactorOn
    const acts = ['/api/auth/two-factor/disable', '/api/auth/two-factor/generate-backup-codes']
    const refuseAll = async () => {
      for (const path of acts) {
        const answer = await post(path, { password: TEST_PASSWORD })
        expect([path, ...told(answer), answer.json.proof]).toEqual([path, 403, 'step_up_required', 'factor'])
      }
    }
    await refuseAll()
    expect((await post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(204)
    await refuseAll()
    expect(await isOn()).toBe(true)
    expect(told(await post('/console/step-up', { backupCode: 'AAAAA-AAAAA' }))).toEqual([403, 'proof_refused'])
    await refuseAll()
    const [first = '', second = ''] = backupCodes
    expect((await post('/console/step-up', { backupCode: first })).status).toBe(204)
    expect((await post('/api/auth/two-factor/generate-backup-codes', { password: TEST_PASSWORD })).status).toBe(200)
    expect(told(await post('/console/step-up', { backupCode: second }))).toEqual([403, 'proof_refused'])
    server.clock.advance(11 * MINUTE_MS)
    await refuseAll()
    expect((await post('/console/step-up', { code: computeTotp(uri) })).status).toBe(204)
    expect(told(await post('/api/auth/two-factor/disable', { password: 'wrong' }))).toEqual([403, 'proof_refused'])
    const off = await post('/api/auth/two-factor/disable', { password: TEST_PASSWORD })
    expect(off.status).toBe(204)
    expect(await isOn()).toBe(false)
  })

  it('is asked for on a device that is trusted to sign in without it', async () => {
    const { member, uri } = await aFactorMember(server)
    const half = await send('/sign-in/email', { email: member.email, password: TEST_PASSWORD })
    const trusting = await send(
      '/two-factor/verify-totp',
      { code: computeTotp(uri), trustDevice: true },
      { cookie: toCookieHeader(half) },
    )
    expect(trusting.status).toBe(204)
    const shown = as(toCookieHeader(trusting))
    expect((await shown('/api/auth/two-factor/generate-backup-codes', { password: TEST_PASSWORD })).status).toBe(200)
    const again = await send(
      '/sign-in/email',
      { email: member.email, password: TEST_PASSWORD },
      { cookie: toCookieHeader(trusting) },
    )
    expect(again.json).toEqual({ isTwoFactorNeeded: false })
    const unshown = as(toCookieHeader(again))
    const refused = await unshown('/api/auth/two-factor/disable', { password: TEST_PASSWORD })
    expect([...told(refused), refused.json.proof]).toEqual([403, 'step_up_required', 'factor'])
  })
})

describe('a sign-in at which nobody is', () => {
  it('is asked who it is after twelve hours, or what the organization says, and pages that ask by themselves do not count', async () => {
    const owner = await signUpMember(server)
    const ask = (headers = {}) =>
      server.request('GET', `/console/organizations/${owner.organizationId}/home`, {
        headers: { cookie: owner.cookie, ...headers },
      })
    expect((await owner.get('~/security')).json.idleMinutes).toBe(720)
    server.clock.advance(719 * MINUTE_MS)
    expect((await ask()).status).toBe(200)
    server.clock.advance(721 * MINUTE_MS)
    expect(told(await ask())).toEqual([403, 'step_up_required'])
    expect(told(await ask())).toEqual([403, 'step_up_required'])
    expect((await owner.post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(204)
    expect((await ask()).status).toBe(200)

    for (const idleMinutes of [4, 43_201, 7.5]) {
      expect(told(await owner.patch('~/security', { idleMinutes }))).toEqual([400, 'validation_failed'])
    }
    expect((await owner.patch('~/security', { idleMinutes: 30 })).json.idleMinutes).toBe(30)
    for (let i = 0; i < 3; i += 1) {
      server.clock.advance(11 * MINUTE_MS)
      const status = (await ask({ 'x-openidv-unattended': '1' })).status
      expect([i, status]).toEqual([i, i === 2 ? 403 : 200])
    }
    expect((await owner.post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(204)
    const [event] = (await owner.get('~/audit-events?action=organization.set_security')).json.items
    expect(event.details).toEqual({ idle_minutes: 30 })
    expect((await owner.patch('~/security', { idleMinutes: null })).json.idleMinutes).toBe(null)
    server.clock.advance(3 * 24 * 60 * MINUTE_MS)
    expect((await ask()).status).toBe(200)
  })

  it('opens no strict organization by a visit to a patient one', async () => {
    const owner = await signUpMember(server)
    const founded = await owner.post('/console/organizations', { name: 'Patient' })
    const patient = `/console/organizations/${founded.json.id}`
    expect((await owner.patch(`${patient}/security`, { idleMinutes: null })).status).toBe(200)
    expect((await owner.patch('~/security', { idleMinutes: 30 })).status).toBe(200)
    server.clock.advance(60 * MINUTE_MS)
    expect((await owner.get(`${patient}/home`)).status).toBe(200)
    expect(told(await owner.get('~/home'))).toEqual([403, 'step_up_required'])
    await owner.post('/console/step-up', { password: TEST_PASSWORD })
    expect((await owner.get('~/home')).status).toBe(200)
    await owner.patch('~/security', { idleMinutes: null })
  })
})
