/** Proves what changes under https, and that the configured base URL alone says what is ours. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const YEAR = 'max-age=31536000'

let server: TestServer
let proxied: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_BASE_URL: 'https://openidv.test' })
  proxied = await startTestServer({ OPENIDV_BASE_URL: '', OPENIDV_TRUST_PROXY: 'true' })
})
afterAll(async () => {
  await server.close()
  await proxied.close()
})

it('every answer tells browsers to come back by https, where the base URL or a trusted proxy says that they came by it', async () => {
  for (const url of ['/health', '/v1/auth/verify', '/nothing', '/sign-in']) {
    expect((await server.request('GET', url)).headers['strict-transport-security']).toBe(YEAR)
    const over = (proto: string) => proxied.request('GET', url, { headers: { 'x-forwarded-proto': proto } })
    expect((await over('https')).headers['strict-transport-security']).toBe(YEAR)
    expect((await over('http')).headers).not.toHaveProperty('strict-transport-security')
    expect((await proxied.request('GET', url)).headers).not.toHaveProperty('strict-transport-security')
  }
})

it('names below ours are kept to https only where the operator says so', async () => {
  const wide = await startTestServer({ OPENIDV_BASE_URL: 'https://openidv.test', OPENIDV_HSTS_SUBDOMAINS: 'true' })
  try {
    const { headers } = await wide.request('GET', '/health')
    expect(headers['strict-transport-security']).toBe(`${YEAR}; includeSubDomains`)
  } finally {
    await wide.close()
  }
})

it('the applicant’s cookie is one that only https can set, and one from before goes on', async () => {
  const { secret } = await createSession(server)
  const opened = await server.request('POST', '/hosted/open', { body: { secret } })
  const cookie = String(opened.headers['set-cookie'])
  expect(cookie).toMatch(
    /^__Secure-applicant_[0-9a-f]{8}=[0-9A-Za-z]{43}; Max-Age=\d+; Path=\/hosted; HttpOnly; Secure; SameSite=Strict$/,
  )
  const page = await openHosted(server, (await createSession(server)).secret)
  expect(page.cookie).toMatch(/^__Secure-/)
  expect((await page.state()).status).toBe(200)
  const earlier = { cookie: page.cookie.replace('__Secure-', '') }
  expect((await server.request('GET', `/hosted/sessions/${page.sessionId}`, { headers: earlier })).status).toBe(200)
})

it('the cookies of the console are such, too, that of a known device included', async () => {
  const body = { name: 'Ada', email: 'ada@example.com', password: 'four words nobody joins' }
  const headers = { origin: 'https://openidv.test' }
  const signedUp = await server.request('POST', '/api/auth/sign-up/email', { body, headers })
  const cookies = [signedUp.headers['set-cookie']].flat().map(String)
  expect(signedUp.status).toBe(200)
  expect(cookies.some((cookie) => cookie.includes('openidv.device='))).toBe(true)
  for (const cookie of cookies) expect(cookie).toMatch(/^__Secure-.*; HttpOnly.*; Secure/)
})

it('a page of our name by http, at another port, or of a forwarded host, may change nothing', async () => {
  const signOut = (asked: TestServer, headers: Record<string, string>) =>
    asked.request('POST', '/api/auth/sign-out', { headers })
  expect((await signOut(server, { origin: 'https://openidv.test' })).status).not.toBe(403)
  const foreign: ReadonlyArray<readonly [TestServer, Record<string, string>]> = [
    [server, { origin: 'http://openidv.test' }],
    [server, { origin: 'https://openidv.test:8443' }],
    [server, { origin: 'https://evil.example', host: 'evil.example' }],
    [proxied, { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }],
    [proxied, { origin: 'https://openidv.test', host: 'openidv.test' }],
    [proxied, { origin: 'null' }],
    [proxied, {}],
  ]
  for (const [asked, headers] of foreign) {
    const answer = await signOut(asked, headers)
    expect([headers, answer.status, answer.json.code]).toEqual([headers, 403, 'cross_site_refused'])
    expect(answer.json.message).toContain(asked.ctx.config.http.baseUrl)
  }
  // Without a base URL a laptop's console works at whatever address it was opened.
  const local = { origin: 'http://127.0.0.1:4000', host: '127.0.0.1:4000' }
  expect((await signOut(proxied, local)).status).not.toBe(403)
})
