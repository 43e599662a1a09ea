/** Proves that an address which a stranger has signed up with goes to whoever holds the link of an invitation, and to nobody else. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  signUp,
  signUpMember,
  TEST_ORIGIN,
  TEST_PASSWORD,
  type TestMember,
  toCookieHeader,
} from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'
import { told } from '../harness/team.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_TRUST_PROXY: 'true' })
})
afterAll(() => server.close())

let lastAddress = 0
const freshEmail = () => `${randomUUID()}@example.com`

/** One call from an address of its own. */
function send(path: string, body: object): Promise<TestAnswer> {
  const headers = { origin: TEST_ORIGIN, 'x-forwarded-for': `10.8.0.${++lastAddress}` }
  return server.request('POST', `/api/auth${path}`, { body, headers })
}

describe('an address that a stranger has signed up with', () => {
  const name = 'Victor Victim'
  const password = 'four cobalt lemons whistle'

  async function invite(email: string): Promise<{ secret: string; owner: TestMember }> {
    const owner = await signUpMember(server)
    const { json } = await owner.post('~/invitations', { email, role: 'viewer' })
    return { secret: json.link.split('/').at(-1), owner }
  }

  const accept = (secret: string, cookie: string) =>
    server.request('POST', `/console/invitations/${secret}/accept`, {
      body: {},
      headers: { cookie, origin: TEST_ORIGIN },
    })

  it('goes to whoever holds the invitation’s link: the stranger’s sign-ins, factors and password end', async () => {
    const email = freshEmail()
    const squatter = await signUp(server, email)
    const { secret } = await invite(email)
    const claimed = await send('/sign-up/email', { name, email, password, invitation: secret })
    expect(claimed.status).toBe(200)
    const me = (cookie: string) => server.request('GET', '/console/me', { headers: { cookie } })
    expect((await me(squatter.cookie)).status).toBe(401)
    expect((await send('/sign-in/email', { email, password: TEST_PASSWORD })).status).toBe(401)
    const cookie = toCookieHeader(claimed)
    expect((await me(cookie)).json.person).toMatchObject({ name, email })
    expect((await accept(secret, cookie)).status).toBe(200)
    expect((await me(cookie)).json.organizations).toMatchObject([{ role: 'viewer' }])
  })

  it('stays where it is while nobody shows the link, or it is another address’s', async () => {
    const email = freshEmail()
    const squatter = await signUp(server, email)
    const { secret } = await invite(freshEmail())
    for (const invitation of [undefined, secret]) {
      const answer = await send('/sign-up/email', { name, email, password, invitation })
      expect(told(answer)).toEqual([403, 'sign_up_refused'])
    }
    expect(told(await accept(secret, squatter.cookie))).toEqual([403, 'access_denied'])
    const headers = { cookie: squatter.cookie }
    expect((await server.request('GET', '/console/me', { headers })).status).toBe(200)
  })

  it('is not taken from an account that belongs to an organization, or has proved it', async () => {
    const founder = await signUpMember(server)
    const joined = freshEmail()
    const guest = await signUp(server, joined)
    const first = await invite(joined)
    expect((await accept(first.secret, guest.cookie)).status).toBe(200)
    expect((await first.owner.send('DELETE', `~/members/${guest.userId}`)).status).toBe(204)
    for (const email of [founder.email, joined]) {
      const { secret } = await invite(email).catch(async () => first)
      const answer = await send('/sign-up/email', { name, email, password, invitation: secret })
      expect(told(answer)).toEqual([403, 'sign_up_refused'])
      expect((await send('/sign-in/email', { email, password: TEST_PASSWORD })).status).toBe(200)
    }
  })
})
