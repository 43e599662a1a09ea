/** Proves passkeys: adding, sign-in, step-up and removal, and what organizations and operators make of them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetTwoFactor } from '../../src/services/members/reset-two-factor.ts'
import { TestPasskey } from '../harness/authenticator.ts'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD } from '../harness/console.ts'
import { addPasskey, aPasskeyMember, signInByPassword, TestBrowser } from '../harness/passkey-browser.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'
import { told } from '../harness/team.ts'
import { computeTotp } from '../harness/totp.ts'

const MINUTE_MS = 60_000
const STEP_UP_LIFE_MS = 10 * MINUTE_MS

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
// All requests come from one address: what the last test did wrong is forgotten before the next.
beforeEach(() => server.clock.advance(5 * MINUTE_MS))

const requireTwoFactor = (isOn: boolean) =>
  server.ctx.db.updateTable('organizations').set({ requireTwoFactor: isOn }).execute()

/** Action and details of what is on record about a person, oldest first. */
async function listActs(userId: string) {
  const rows = server.ctx.db.selectFrom('auditEvents').select(['action', 'details']).where('targetId', '=', userId)
  return (await rows.orderBy('id').execute()).map(({ action, details }) => [action, details])
}

describe('a passkey', () => {
  it('is on record: added, renamed, used, refused and removed', async () => {
    const { member, browser, passkey, id } = await aPasskeyMember(server)
    await browser.send('PATCH', `/console/account/passkeys/${id}`, { name: 'Phone' })
    const other = new TestBrowser(server)
    await other.enter(passkey)
    const { challenge } = await other.challenge()
    const forged = passkey.sign({ challenge }, { isVerified: false })
    expect(told(await other.post('/api/auth/passkey/sign-in', { passkey: forged }))).toEqual([403, 'proof_refused'])
    // Whose passkey was refused is looked up a moment after the answer.
    await until(async () => (await listActs(member.userId)).some(([action]) => action === 'sign_in.fail'))
    expect((await other.send('DELETE', `/console/account/passkeys/${id}`)).status).toBe(204)
    expect(await listActs(member.userId)).toEqual([
      ['passkey.add', {}],
      ['passkey.rename', {}],
      ['sign_in.succeed', { by: 'passkey' }],
      ['sign_in.fail', { by: 'passkey' }],
      ['passkey.remove', {}],
    ])
  })

  it('is offered for this server, its person and one that verifies them, and no second time for one device', async () => {
    const { member, browser, passkey } = await aPasskeyMember(server)
    const { json, headers } = await browser.post('/console/account/passkeys/options')
    expect(json).toMatchObject({
      rp: { id: 'openidv.test', name: 'OpenIDV' },
      user: { name: member.email, displayName: 'Test Member' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: passkey.id }],
      attestation: 'none',
    })
    expect(String(headers['set-cookie'])).toMatch(/openidv\.passkey=.*Max-Age=300.*HttpOnly.*SameSite=Strict/)
  })

  it('signs in by itself, as somebody who has shown a second factor on a known device', async () => {
    const { member, passkey } = await aPasskeyMember(server)
    const browser = new TestBrowser(server)
    expect((await browser.enter(passkey)).status).toBe(204)
    expect((await browser.send('GET', '/console/me')).json.person).toMatchObject({
      id: member.userId,
      hasPasskey: true,
    })
    expect(browser.cookie).toContain('openidv.device=')
    const rows = await server.ctx.db
      .selectFrom('authSessions')
      .select(['factorAt', 'steppedUpAt', 'activeAt', 'ipAddress'])
      .where('userId', '=', member.userId)
      .where('factorAt', 'is not', null)
      .execute()
    const now = new Date(server.clock.nowMs())
    expect(rows).toContainEqual({ factorAt: now, steppedUpAt: now, activeAt: now, ipAddress: '127.0.0.1' })
  })

  it('signs in where an authenticator is on as well, without a code', async () => {
    const { browser, passkey } = await aPasskeyMember(server)
    const { uri } = (await browser.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })).json
    expect((await browser.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })).status).toBe(204)
    const other = new TestBrowser(server)
    expect([(await other.enter(passkey)).status, await other.statusOfMe()]).toEqual([204, 200])
  })

  it('is listed with its name and use, and renamed by its person only', async () => {
    const [one, other] = [await aPasskeyMember(server), await aPasskeyMember(server)]
    const rename = (browser: TestBrowser, name: string) =>
      browser.send('PATCH', `/console/account/passkeys/${one.id}`, { name })
    expect((await rename(one.browser, ' Phone ')).status).toBe(204)
    expect(told(await rename(other.browser, 'Mine'))).toEqual([404, 'not_found'])
    expect((await rename(one.browser, 'two\nlines')).status).toBe(400)
    await new TestBrowser(server).enter(one.passkey)
    const { json } = await one.browser.send('GET', '/console/account/passkeys')
    const usedAt = new Date(server.clock.nowMs()).toISOString()
    expect(json).toEqual({ items: [{ id: one.id, name: 'Phone', createdAt: expect.any(String), usedAt }] })
  })

  it('that is removed signs nobody in', async () => {
    const { browser, passkey, id } = await aPasskeyMember(server)
    const other = await aPasskeyMember(server)
    expect((await other.browser.send('DELETE', `/console/account/passkeys/${id}`)).status).toBe(404)
    expect((await browser.send('DELETE', `/console/account/passkeys/${id}`)).status).toBe(204)
    expect(told(await new TestBrowser(server).enter(passkey))).toEqual([403, 'proof_refused'])
  })

  it('is one of twenty at most, and belongs to one account', async () => {
    const { browser, passkey, member } = await aPasskeyMember(server)
    const stranger = new TestBrowser(server, (await signUpMember(server)).cookie)
    expect(told(await addPasskey(stranger, passkey))).toEqual([409, 'conflict'])
    for (let i = 1; i < 20; i += 1) expect((await addPasskey(browser)).status).toBe(201)
    expect(told(await addPasskey(browser))).toEqual([409, 'conflict'])
    await server.ctx.db.deleteFrom('authUsers').where('id', '=', member.userId).execute()
    const left = await server.ctx.db
      .selectFrom('authPasskeys')
      .select('id')
      .where('userId', '=', member.userId)
      .execute()
    expect(left).toEqual([])
  })
})

describe('adding and removing a passkey', () => {
  it('needs a fresh proof of who it is', async () => {
    const { browser, id } = await aPasskeyMember(server)
    server.clock.advance(STEP_UP_LIFE_MS + 1)
    for (const ask of [
      () => browser.post('/console/account/passkeys/options'),
      () =>
        browser.post('/console/account/passkeys', {
          name: 'x',
          passkey: new TestPasskey(TEST_ORIGIN).register({ challenge: 'AAAA', user: { id: 'x' } }),
        }),
      () => browser.send('DELETE', `/console/account/passkeys/${id}`),
    ]) {
      expect(told(await ask())).toEqual([403, 'step_up_required'])
    }
  })

  it('needs the second factor of whoever has one: the password is not enough, nor for an authenticator', async () => {
    const { member, passkey, id } = await aPasskeyMember(server)
    const thief = await signInByPassword(server, member)
    const asks = [
      () => thief.post('/console/account/passkeys/options'),
      () => thief.send('DELETE', `/console/account/passkeys/${id}`),
      () => thief.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD }),
    ]
    for (const ask of asks) {
      const answer = await ask()
      expect([answer.status, answer.json.code, answer.json.proof]).toEqual([403, 'step_up_required', 'factor'])
    }
    const asked = await thief.challenge('/console/step-up/passkey')
    expect((await thief.post('/console/step-up', { passkey: passkey.sign(asked) })).status).toBe(204)
    expect((await thief.send('DELETE', `/console/account/passkeys/${id}`)).status).toBe(204)
  })

  it('turns no authenticator on that was set up before the passkey, without the passkey', async () => {
    const member = await signUpMember(server)
    const thief = await signInByPassword(server, member)
    const { uri } = (await thief.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })).json
    expect((await addPasskey(new TestBrowser(server, member.cookie))).status).toBe(201)
    const answer = await thief.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
    expect(told(answer)).toEqual([403, 'step_up_required'])
  })
})

describe('the step-up by a passkey', () => {
  it('is one of the person’s own, signed for a step-up and not for a sign-in', async () => {
    const [one, other] = [await aPasskeyMember(server), await aPasskeyMember(server)]
    const { browser, passkey } = one
    server.clock.advance(STEP_UP_LIFE_MS + 1)
    const tries = [
      async () => passkey.sign(await browser.challenge()),
      async () => other.passkey.sign(await browser.challenge('/console/step-up/passkey')),
      async () => passkey.sign(await other.browser.challenge('/console/step-up/passkey')),
    ]
    for (const answer of tries) {
      expect(told(await browser.post('/console/step-up', { passkey: await answer() }))).toEqual([403, 'proof_refused'])
    }
    expect(told(await addPasskey(browser))).toEqual([403, 'step_up_required'])
    const asked = await browser.challenge('/console/step-up/passkey')
    expect(asked).toMatchObject({ allowCredentials: [{ id: passkey.id }], userVerification: 'required' })
    expect((await browser.post('/console/step-up', { passkey: passkey.sign(asked) })).status).toBe(204)
    expect((await addPasskey(browser)).status).toBe(201)
  })
})

describe('an organization that asks for two-factor sign-in', () => {
  it('takes a sign-in by a passkey, and one by the password once the passkey is shown', async () => {
    const { member, passkey } = await aPasskeyMember(server)
    const members = (browser: TestBrowser) =>
      browser.send('GET', `/console/organizations/${member.organizationId}/members`)
    await requireTwoFactor(true)
    try {
      const browser = new TestBrowser(server)
      await browser.enter(passkey)
      const listed = await members(browser)
      expect(listed.status).toBe(200)
      expect(listed.json.items).toContainEqual(expect.objectContaining({ userId: member.userId, hasTwoFactor: true }))
      expect((await browser.send('GET', '/console/me')).json.organizations[0].needsTwoFactor).toBe(false)

      const other = await signInByPassword(server, member)
      const refused = await members(other)
      expect([refused.status, refused.json.code, refused.json.proof]).toEqual([403, 'step_up_required', 'factor'])
      await other.post('/console/step-up', { password: TEST_PASSWORD })
      expect((await members(other)).status).toBe(403)
      const asked = await other.challenge('/console/step-up/passkey')
      await other.post('/console/step-up', { passkey: passkey.sign(asked) })
      expect((await members(other)).status).toBe(200)
    } finally {
      await requireTwoFactor(false)
    }
  })

  it('may be made so by somebody whose second factor is a passkey', async () => {
    const { member, browser } = await aPasskeyMember(server)
    const path = `/console/organizations/${member.organizationId}/security`
    expect((await browser.send('PATCH', path, { requireTwoFactor: true })).status).toBe(200)
    await requireTwoFactor(false)
  })
})

it('an operator who takes a lost second factor away takes the passkeys', async () => {
  const { member, browser, passkey } = await aPasskeyMember(server)
  await resetTwoFactor(server.ctx, member.email)
  expect(await browser.statusOfMe()).toBe(401)
  expect((await new TestBrowser(server).enter(passkey)).status).toBe(403)
  const again = await signInByPassword(server, member)
  expect((await again.send('GET', '/console/account/passkeys')).json.items).toEqual([])
})
