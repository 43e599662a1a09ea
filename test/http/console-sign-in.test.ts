/** Proves that passwords cannot be guessed, that nobody learns who has an account, and who may sign up. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/lib/errors.ts'
import { makeInvitationSecret } from '../../src/services/members/invitation-secret.ts'
import { countCall, limitAttempts } from '../../src/services/sign-ins/attempts.ts'
import { signUp, signUpMember, TEST_ORIGIN, TEST_PASSWORD, toCookieHeader } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const PAUSE_MS = 5 * 60_000
const TOO_MANY = 'Too many tries. Wait 5 minutes or reset your password.'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_TRUST_PROXY: 'true' })
})
afterAll(() => server.close())

let addresses = 0
/** An address that nothing has come from. */
function freshAddress(): string {
  addresses += 1
  return `198.51.100.${addresses}`
}

function send(path: string, body: unknown, address = freshAddress(), headers: Record<string, string> = {}) {
  const from = { origin: TEST_ORIGIN, 'x-forwarded-for': address, ...headers }
  return server.request('POST', `/api/auth${path}`, { body, headers: from })
}

/** Counts wrong passwords at an account, each from an address of its own. */
async function countTries(account: string, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const source = { account, address: `2001:db8:${i}::/64`, mostAtAccount: 100 }
    const refuse = () => Promise.reject(new AppError('sign_in_refused'))
    await limitAttempts(server.ctx, source, refuse).catch(() => undefined)
  }
}

function signIn(email: string, password: string, address?: string): Promise<TestAnswer> {
  return send('/sign-in/email', { email, password }, address)
}

async function aPerson(): Promise<string> {
  const email = `${randomUUID()}@example.com`
  await signUp(server, email)
  return email
}

describe('sign-in', () => {
  it('sets a cookie that scripts cannot read and other sites do not send, and answers no secret', async () => {
    const email = await aPerson()
    const answer = await signIn(email.toUpperCase(), TEST_PASSWORD)
    expect([answer.status, answer.json]).toEqual([200, { isTwoFactorNeeded: false }])
    expect(String(answer.headers['set-cookie'])).toMatch(/openidv\.session_token=.*HttpOnly; SameSite=Lax/)
  })

  it('answers a wrong password and an unknown address in the same words', async () => {
    const answers = [await signIn(await aPerson(), 'not the right one'), await signIn('nobody@example.com', 'x')]
    for (const { status, json } of answers) {
      expect([status, json.code, json.message]).toEqual([401, 'sign_in_refused', 'E-mail or password is wrong.'])
    }
  })

  it('refuses an account after a hundred wrong passwords from a hundred addresses, known or not, and the right one too', async () => {
    for (const email of [await aPerson(), 'unknown@example.com']) {
      await countTries(email, 99)
      expect((await signIn(email, 'the hundredth wrong password')).status).toBe(401)
      const refused = await signIn(email, TEST_PASSWORD)
      expect([refused.status, refused.json.code, refused.json.message]).toEqual([429, 'rate_limited', TOO_MANY])
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(290)
    }
  })

  it('cannot be used to keep somebody who is signed in from proving who they are', async () => {
    const member = await signUpMember(server)
    await countTries(member.email, 100)
    expect((await signIn(member.email, TEST_PASSWORD)).status).toBe(429)
    expect((await member.post('/console/step-up', { password: TEST_PASSWORD })).status).toBe(204)
  })

  it('opens the account again after five minutes', async () => {
    const email = await aPerson()
    await countTries(email, 100)
    expect((await signIn(email, 'wrong password')).status).toBe(429)
    server.clock.advance(PAUSE_MS - 1000)
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(429)
    server.clock.advance(1000)
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(200)
  })

  it('refuses an address after ten wrong passwords for ten accounts, and no other address', async () => {
    const email = await aPerson()
    const address = freshAddress()
    for (let i = 0; i < 10; i += 1) await signIn(`${randomUUID()}@example.com`, 'wrong password', address)
    expect((await signIn(email, TEST_PASSWORD, address)).status).toBe(429)
    expect((await signIn(email, TEST_PASSWORD)).status).toBe(200)
  })

  it('counts the block of an IPv6 subscriber as one, and believes no address that the client made up', async () => {
    for (let i = 0; i < 10; i += 1) {
      await signIn(`${randomUUID()}@example.com`, 'wrong password', `203.0.113.${i}, 2001:db8::${i}`)
    }
    expect((await signIn(await aPerson(), TEST_PASSWORD, '203.0.113.99, 2001:db8::ffff')).status).toBe(429)
  })

  it('lets no more than ten guesses of an address through when fifty come at once', async () => {
    const email = await aPerson()
    const address = freshAddress()
    const guess = (_: unknown, i: number) => signIn(email, `guess number ${i}`, address)
    const answers = await Promise.all(Array.from({ length: 50 }, guess))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40)
  })

  it('does not count right passwords', async () => {
    const email = await aPerson()
    const address = freshAddress()
    for (let i = 0; i < 15; i += 1) expect((await signIn(email, TEST_PASSWORD, address)).status).toBe(200)
  })

  it('refuses pages of other sites, and endpoints of better-auth that the console does not use', async () => {
    const email = await aPerson()
    const { status, json } = await send('/sign-in/email', { email, password: TEST_PASSWORD }, undefined, {
      origin: 'https://evil.example',
    })
    expect([status, json.code]).toEqual([403, 'cross_site_refused'])
    const owner = await signUpMember(server)
    for (const path of [
      '/organization/invite-member',
      '/organization/update-member-role',
      '/delete-user',
      '/change-email',
    ]) {
      expect((await owner.post(`/api/auth${path}`)).status).toBe(404)
    }
    expect((await owner.get('/api/auth/list-sessions')).status).toBe(404)
  })

  it('writes no password, cookie or address into the log', async () => {
    const email = await aPerson()
    const answer = await signIn(email, TEST_PASSWORD)
    await signIn(email, 'a wrong password')
    const log = server.logLines.join('')
    const [cookie = ''] = toCookieHeader(answer).split('=').slice(1)
    for (const secret of [TEST_PASSWORD, 'a wrong password', email, decodeURIComponent(cookie)]) {
      expect(log).not.toContain(secret)
    }
  })
})

describe('sign-up', () => {
  it.each([
    ['a short password', { password: 'eleven char' }, 'password'],
    ['a password of one letter', { password: 'aaaaaaaaaaaaaaaa' }, 'password'],
    ['a name of 10,000 letters', { name: 'x'.repeat(10_000) }, 'name'],
    ['a name of nothing', { name: '  ' }, 'name'],
    ['a name of two lines', { name: 'Ada\nLovelace' }, 'name'],
    ['an address that is none', { email: 'ada' }, 'email'],
    ['a field that is not known', { emailVerified: true }, 'emailVerified'],
  ])('refuses %s', async (_what, wrong, field) => {
    const body = { name: 'Ada', email: `${randomUUID()}@example.com`, password: TEST_PASSWORD, ...wrong }
    const answer = await send('/sign-up/email', body)
    expect([answer.status, answer.json.code, answer.json.hints[0].path]).toEqual([400, 'validation_failed', [field]])
  })

  it('refuses a known address, and who asks for many of them', async () => {
    const email = await aPerson()
    const address = freshAddress()
    const body = { name: 'Mallory', email, password: TEST_PASSWORD }
    for (let i = 0; i < 10; i += 1) {
      const answer = await send('/sign-up/email', body, address)
      expect([answer.status, answer.json.code]).toEqual([403, 'sign_up_refused'])
    }
    expect((await send('/sign-up/email', body, address)).status).toBe(429)
  })

  it('takes at most a hundred people from one address in five minutes', async () => {
    const address = freshAddress()
    const ask = () => {
      const email = `${randomUUID()}@example.com`
      return send('/sign-up/email', { name: 'Ada', email, password: TEST_PASSWORD }, address)
    }
    for (let i = 0; i < 99; i += 1) await countCall(server.ctx, `sign-up from ${address}`, 100)
    expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(429)
  })
})

describe('sign-up by invitation only', () => {
  it('lets in whoever holds the link of a pending invitation for the address, and tells nobody else whether they are known', async () => {
    const closed = await startTestServer({ OPENIDV_CONSOLE_SIGN_UP: 'invited' })
    try {
      const { id: organizationId } = closed.organization
      const inviter = await closed.ctx.db
        .insertInto('authUsers')
        .values({ name: 'Owner', email: 'owner@example.com', image: null })
        .returning('id')
        .executeTakeFirstOrThrow()
      const options = await closed.request('GET', '/console/sign-in-options')
      expect(options.json).toEqual({ signUp: 'invited' })
      const nowMs = closed.clock.nowMs()
      const invite = async (email: string, status: 'pending' | 'revoked', expiresAtMs: number) => {
        const { id } = await closed.ctx.db
          .insertInto('invitations')
          .values({
            ...{ organizationId, email, role: 'viewer', status, inviterId: inviter.id },
            expiresAt: new Date(expiresAtMs),
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        return makeInvitationSecret(closed.ctx.keyring, id)
      }
      const invited = await invite('invited@example.com', 'pending', nowMs + 60_000)
      const late = await invite('late@example.com', 'pending', nowMs - 1)
      const withdrawn = await invite('withdrawn@example.com', 'revoked', nowMs + 60_000)
      const ask = (email: string, invitation?: string) =>
        closed.request('POST', '/api/auth/sign-up/email', {
          body: { name: 'Ada', email, password: TEST_PASSWORD, invitation },
          headers: { origin: TEST_ORIGIN },
        })
      const refused = await Promise.all([
        ...[ask('owner@example.com'), ask('stranger@example.com'), ask('invited@example.com')],
        ...[ask('owner@example.com', invited), ask('late@example.com', late), ask('withdrawn@example.com', withdrawn)],
      ])
      expect(new Set(refused.map(({ status, json }) => `${status} ${json.code} ${json.message}`)).size).toBe(1)
      expect(refused[0]?.status).toBe(403)
      expect((await ask('invited@example.com', invited)).status).toBe(200)
    } finally {
      await closed.close()
    }
  })
})
