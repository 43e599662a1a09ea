/** Proves that nothing but a passkey passes for one: replays, other browsers' challenges, other sites, copies. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TestPasskey } from '../harness/authenticator.ts'
import { signUpMember, TEST_ORIGIN } from '../harness/console.ts'
import { aPasskeyMember, TestBrowser } from '../harness/passkey-browser.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { told } from '../harness/team.ts'

const MINUTE_MS = 60_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
// All requests come from one address: what the last test did wrong is forgotten before the next.
beforeEach(() => server.clock.advance(5 * MINUTE_MS))

describe('what passes for a passkey and is none', () => {
  async function refusedAtSignIn(browser: TestBrowser, passkey: object): Promise<void> {
    const answer = await browser.post('/api/auth/passkey/sign-in', { passkey })
    expect(told(answer)).toEqual([403, 'proof_refused'])
    expect(await browser.statusOfMe()).toBe(401)
  }

  it('an answer that was given before, in the same browser or in another', async () => {
    const { passkey } = await aPasskeyMember(server)
    const browser = new TestBrowser(server)
    // A device that does not count, so that nothing but the challenge tells the second from the first.
    const answer = passkey.sign(await browser.challenge(), { counter: 0 })
    const thief = new TestBrowser(server, browser.cookie)
    expect((await browser.post('/api/auth/passkey/sign-in', { passkey: answer })).status).toBe(204)
    await refusedAtSignIn(thief, answer)
    await thief.challenge()
    await refusedAtSignIn(thief, answer)
  })

  it('one of two at once with the same answer', async () => {
    const { passkey } = await aPasskeyMember(server)
    const browser = new TestBrowser(server)
    const body = { passkey: passkey.sign(await browser.challenge(), { counter: 0 }) }
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.post('/api/auth/passkey/sign-in', body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403, 403])
  })

  it('the answer to another browser’s challenge, or to one that is five minutes old', async () => {
    const { passkey } = await aPasskeyMember(server)
    const [victim, thief] = [new TestBrowser(server), new TestBrowser(server)]
    const asked = await victim.challenge()
    await thief.challenge()
    await refusedAtSignIn(thief, passkey.sign(asked))
    await refusedAtSignIn(new TestBrowser(server), passkey.sign(asked))
    const late = await victim.challenge()
    server.clock.advance(5 * MINUTE_MS)
    await refusedAtSignIn(victim, passkey.sign(late))
  })

  it.each([
    ['another origin', { origin: 'http://evil.test' }],
    ['another port of this host', { origin: `${TEST_ORIGIN}:8080` }],
    ['another relying party', { rpId: 'evil.test' }],
    ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['no user verification', { isVerified: false }],
    ['nobody named', { userHandle: null }],
    ['somebody else named', { userHandle: Buffer.from('00000000-0000-4000-8000-000000000000').toString('base64url') }],
  ])('%s', async (_what, lies) => {
    const { passkey } = await aPasskeyMember(server)
    const browser = new TestBrowser(server)
    await refusedAtSignIn(browser, passkey.sign(await browser.challenge(), lies))
    expect((await browser.enter(passkey)).status).toBe(204)
  })

  it('the key of somebody else under a known name', async () => {
    const { passkey } = await aPasskeyMember(server)
    const browser = new TestBrowser(server)
    const forged = new TestPasskey(TEST_ORIGIN).sign(await browser.challenge())
    const { userHandle } = passkey.sign({ challenge: 'AAAA' }).response
    await refusedAtSignIn(browser, {
      ...{ ...forged, id: passkey.id, rawId: passkey.id },
      response: { ...forged.response, userHandle },
    })
  })

  it('a copy, whose count goes back; devices that do not count are taken', async () => {
    const { passkey } = await aPasskeyMember(server)
    for (const counter of [5, 6]) {
      const browser = new TestBrowser(server)
      const answer = passkey.sign(await browser.challenge(), { counter })
      expect((await browser.post('/api/auth/passkey/sign-in', { passkey: answer })).status).toBe(204)
    }
    for (const counter of [6, 5, 0]) {
      const browser = new TestBrowser(server)
      await refusedAtSignIn(browser, passkey.sign(await browser.challenge(), { counter }))
    }
    const still = await aPasskeyMember(server)
    for (let i = 0; i < 2; i += 1) {
      const browser = new TestBrowser(server)
      const answer = still.passkey.sign(await browser.challenge(), { counter: 0 })
      expect((await browser.post('/api/auth/passkey/sign-in', { passkey: answer })).status).toBe(204)
    }
  })

  it('a new one from another origin, unverified, or for another person’s challenge', async () => {
    const [one, other] = [await signUpMember(server), await signUpMember(server)]
    const [browser, stranger] = [new TestBrowser(server, one.cookie), new TestBrowser(server, other.cookie)]
    const path = '/console/account/passkeys'
    for (const lies of [{ origin: 'http://evil.test' }, { isVerified: false }, { rpId: 'evil.test' }]) {
      const offered = (await browser.post(`${path}/options`)).json
      const passkey = new TestPasskey(TEST_ORIGIN).register(offered, lies)
      expect(told(await browser.post(path, { name: 'x', passkey }))).toEqual([403, 'proof_refused'])
    }
    const offered = (await browser.post(`${path}/options`)).json
    const stolen = new TestPasskey(TEST_ORIGIN).register(offered)
    const secret = /openidv\.passkey=[^;]+/.exec(browser.cookie)?.[0] ?? ''
    const fooled = new TestBrowser(server, `${stranger.cookie}; ${secret}`)
    expect(told(await fooled.post(path, { name: 'x', passkey: stolen }))).toEqual([403, 'proof_refused'])
    expect((await browser.send('GET', path)).json.items).toEqual([])
  })

  it('one that is asked for or sent from a page of another site', async () => {
    for (const path of ['/api/auth/passkey/options', '/api/auth/passkey/sign-in', '/console/step-up/passkey']) {
      const answer = await server.request('POST', path, { body: {}, headers: { origin: 'http://evil.test' } })
      expect(told(answer)).toEqual([403, 'cross_site_refused'])
    }
  })

  it('stops after ten tries from one address', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 11; i += 1) {
      const browser = new TestBrowser(server)
      statuses.push((await browser.enter(new TestPasskey(TEST_ORIGIN))).status)
    }
    expect(statuses).toEqual([...Array(10).fill(403), 429])
  })
})
