/** Proves that each proof of identity makes a token anew, and that the one of before opens nothing (ASVS 7.2.4). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signUpMember, TEST_PASSWORD, type TestMember } from '../harness/console.ts'
import { aPasskeyMember, TestBrowser } from '../harness/passkey-browser.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { computeTotp } from '../harness/totp.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
// All requests come from one address: what the last test did wrong is forgotten before the next.
beforeEach(() => server.clock.advance(5 * 60_000))

const enter = (browser: TestBrowser, { email }: TestMember) =>
  browser.post('/api/auth/sign-in/email', { email, password: TEST_PASSWORD })

describe('a sign-in', () => {
  it('ends the one that the same browser had, of the same person or of another, and none elsewhere', async () => {
    const [one, other] = [await signUpMember(server), await signUpMember(server)]
    const elsewhere = new TestBrowser(server, one.cookie)
    const browser = new TestBrowser(server)
    await enter(browser, one)
    for (const member of [one, other]) {
      const before = new TestBrowser(server, browser.cookie)
      expect((await enter(browser, member)).status).toBe(200)
      expect([await before.statusOfMe(), await browser.statusOfMe(), await elsewhere.statusOfMe()]).toEqual([
        401, 200, 200,
      ])
    }
  })

  it('by a passkey, by a code and by a new account does so, too', async () => {
    const { member, browser, passkey } = await aPasskeyMember(server)
    const { uri } = (await browser.post('/api/auth/two-factor/enable', { password: TEST_PASSWORD })).json
    await browser.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
    server.clock.advance(5 * 60_000)
    const ways = [
      async () => browser.enter(passkey),
      async () => {
        expect((await enter(browser, member)).json).toEqual({ isTwoFactorNeeded: true })
        return browser.post('/api/auth/two-factor/verify-totp', { code: computeTotp(uri) })
      },
      async () =>
        browser.post('/api/auth/sign-up/email', {
          ...{ name: 'Somebody New', email: `new-${member.email}`, password: 'correct horse battery staple' },
        }),
    ]
    for (const way of ways) {
      const before = new TestBrowser(server, browser.cookie)
      expect(await before.statusOfMe()).toBe(200)
      expect((await way()).status).toBeLessThan(300)
      expect([await before.statusOfMe(), await browser.statusOfMe()]).toEqual([401, 200])
    }
  })

  it('is not ended by a cookie that somebody else signed', async () => {
    const [victim, stranger] = [await signUpMember(server), await signUpMember(server)]
    const forged = victim.cookie.replace(/.{8}$/, 'AAAAAAA%3D')
    await enter(new TestBrowser(server, forged), stranger)
    expect((await victim.get('/console/me')).status).toBe(200)
  })
})

describe('a step-up', () => {
  it.each(['password', 'passkey'])(
    'by the %s gives the sign-in another token, and it stays the same device',
    async (kind) => {
      const { browser, passkey } = await aPasskeyMember(server)
      const listed = async () => (await browser.send('GET', '/console/account/sign-ins')).json.items
      const [{ id, isCurrent }] = await listed()
      const before = new TestBrowser(server, browser.cookie)
      const proof =
        kind === 'password'
          ? { password: TEST_PASSWORD }
          : { passkey: passkey.sign(await browser.challenge('/console/step-up/passkey')) }
      expect((await browser.post('/console/step-up', proof)).status).toBe(204)
      expect([await before.statusOfMe(), await browser.statusOfMe()]).toEqual([401, 200])
      expect(isCurrent).toBe(true)
      expect(await listed()).toMatchObject([{ id, isCurrent: true }])
    },
  )

  it('that fails leaves the token as it was', async () => {
    const member = await signUpMember(server)
    expect((await member.post('/console/step-up', { password: 'not the password' })).status).toBe(403)
    expect((await member.get('/console/me')).status).toBe(200)
  })

  it('of a page that sends several at once leaves the browser signed in', async () => {
    const member = await signUpMember(server)
    const browser = new TestBrowser(server, member.cookie)
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.post('/console/step-up', { password: TEST_PASSWORD })),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 401)).toHaveLength(2)
    expect(await browser.statusOfMe()).toBe(200)
  })
})
