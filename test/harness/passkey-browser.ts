/** A browser of somebody with passkeys, for tests: it keeps the cookies that answers set, and signs challenges. */
import { expect } from 'vitest'
import { TestPasskey } from './authenticator.ts'
import { signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember, toCookieHeader } from './console.ts'
import type { Method, TestAnswer, TestServer } from './server.ts'

/** One browser. */
export class TestBrowser {
  readonly #server: TestServer
  readonly #cookies = new Map<string, string>()

  constructor(server: TestServer, cookie = '') {
    this.#server = server
    this.#keep(cookie)
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async send(method: Method, path: string, body?: unknown): Promise<TestAnswer> {
    const headers = { cookie: this.cookie, origin: TEST_ORIGIN }
    const answer = await this.#server.request(method, path, { ...(body !== undefined && { body }), headers })
    if (answer.headers['set-cookie'] !== undefined) this.#keep(toCookieHeader(answer))
    return answer
  }

  post(path: string, body: unknown = {}): Promise<TestAnswer> {
    return this.send('POST', path, body)
  }

  /** 200 for somebody who is signed in. */
  async statusOfMe(): Promise<number> {
    return (await this.send('GET', '/console/me')).status
  }

  /** Asks for something to sign: for a sign-in unless another path is given. */
  async challenge(path = '/api/auth/passkey/options'): Promise<{ challenge: string }> {
    return (await this.post(path)).json
  }

  /** Signs in by a passkey. */
  async enter(passkey: TestPasskey): Promise<TestAnswer> {
    return this.post('/api/auth/passkey/sign-in', { passkey: passkey.sign(await this.challenge()) })
  }

  #keep(line: string): void {
    for (const part of line.split('; ').filter(Boolean)) {
      const [name = '', ...rest] = part.split('=')
      this.#cookies.set(name, rest.join('='))
    }
  }
}

/** Somebody who has a passkey, and is signed in. */
export interface PasskeyMember {
  readonly member: TestMember
  readonly browser: TestBrowser
  readonly passkey: TestPasskey
  readonly id: string
}

/** Adds a passkey to the account that the browser is signed in to. */
export async function addPasskey(browser: TestBrowser, passkey = new TestPasskey(TEST_ORIGIN)): Promise<TestAnswer> {
  const offered = await browser.post('/console/account/passkeys/options')
  if (offered.status !== 200) return offered
  return browser.post('/console/account/passkeys', { name: 'Laptop', passkey: passkey.register(offered.json) })
}

/** Signs somebody up and adds a passkey. */
export async function aPasskeyMember(server: TestServer): Promise<PasskeyMember> {
  const member = await signUpMember(server)
  const browser = new TestBrowser(server, member.cookie)
  const passkey = new TestPasskey(TEST_ORIGIN)
  const added = await addPasskey(browser, passkey)
  expect(added.status).toBe(201)
  return { member, browser, passkey, id: added.json.id }
}

/** A browser in which the person has signed in by the password alone. */
export async function signInByPassword(server: TestServer, { email }: TestMember): Promise<TestBrowser> {
  const browser = new TestBrowser(server)
  const answer = await browser.post('/api/auth/sign-in/email', { email, password: TEST_PASSWORD })
  expect(answer.json).toEqual({ isTwoFactorNeeded: false })
  return browser
}
