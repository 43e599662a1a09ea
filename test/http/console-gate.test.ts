/** Proves who gets past the console's gates: people who are signed in, from our pages, as members, with the scope. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp, signUpMember, TEST_ORIGIN, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let owner: TestMember
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
})
afterAll(() => server.close())

describe('/console', () => {
  it('answers 401 without a sign-in, with an altered cookie and with an API key', async () => {
    const altered = owner.cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    const none = await server.request('GET', '/console/me', { key: server.organization.liveKey })
    const forged = await server.request('GET', '/console/me', { headers: { cookie: altered } })
    for (const answer of [none, forged]) expect([answer.status, answer.json.code]).toEqual([401, 'signed_out'])
  })

  it('says who is signed in and what they may do in each organization', async () => {
    const { json } = await owner.get('/console/me')
    expect(json.person).toMatchObject({ id: owner.userId, email: owner.email, name: 'Test Member' })
    expect(json.organizations).toMatchObject([{ id: server.organization.id, name: 'Acme', role: 'owner' }])
    expect(json.organizations[0].scopes).toContain('organization:delete')
  })

  it('refuses a change from another site, and one that names no origin', async () => {
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const headers = { cookie: owner.cookie, ...(origin && { origin }) }
      const answer = await server.request('POST', '/console/organizations', { body: { name: 'Forged' }, headers })
      expect([answer.status, answer.json.code]).toEqual([403, 'cross_site_refused'])
    }
  })

  it('answers no HEAD, and knows no environment but live and sandbox', async () => {
    for (const path of ['~/events', '~/sessions.csv', '~/home'])
      expect((await owner.send('HEAD', path)).status).toBe(404)
    for (const environment of ['constructor', '__proto__', 'toString', 'LIVE', '']) {
      const answer = await owner.get(`~/home?environment=${environment}`)
      expect([environment, answer.status, answer.json.code]).toEqual([environment, 400, 'validation_failed'])
    }
  })

  it('is dead for a cookie whose sign-in ended', async () => {
    const { cookie } = await signUp(server, 'leaving@example.com')
    const headers = { cookie, origin: TEST_ORIGIN }
    expect((await server.request('GET', '/console/me', { headers })).status).toBe(200)
    await server.request('POST', '/api/auth/sign-out', { headers, body: {} })
    expect((await server.request('GET', '/console/me', { headers })).status).toBe(401)
  })
})

describe('an organization', () => {
  it('is founded with its first keys by whoever signs up, who becomes its owner', async () => {
    const { cookie } = await signUp(server, 'founder@example.com')
    const headers = { cookie, origin: TEST_ORIGIN }
    const founded = await server.request('POST', '/console/organizations', { body: { name: ' Beta ' }, headers })
    expect(founded.status).toBe(201)
    expect((await server.request('GET', '/v1/auth/verify', { key: founded.json.liveKey })).status).toBe(200)
    const me = await server.request('GET', '/console/me', { headers })
    expect(me.json).toMatchObject({
      activeOrganizationId: founded.json.id,
      organizations: [{ name: 'Beta', role: 'owner' }],
    })
  })

  it('refuses a name of a megabyte or of nothing, naming the field', async () => {
    for (const name of ['x'.repeat(900_000), '  ']) {
      const answer = await owner.post('/console/organizations', { name })
      expect([answer.status, answer.json.hints[0].path]).toEqual([400, ['name']])
    }
    expect((await owner.post('/console/organizations', { name: 'x'.repeat(1_100_000) })).status).toBe(413)
  })

  it('cannot be chosen by a stranger', async () => {
    const stranger = await signUpMember(server)
    await server.ctx.db.deleteFrom('members').where('userId', '=', stranger.userId).execute()
    const organizationId = server.organization.id
    const answer = await stranger.send('PUT', '/console/active-organization', { organizationId })
    expect([answer.status, answer.json.code]).toEqual([403, 'access_denied'])
  })
})
