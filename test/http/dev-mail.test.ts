/** Proves that a developer sees the mail that was not sent, and that nobody else does. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_BASE_URL: 'http://localhost:4000' })
})
afterAll(() => server.close())

const open = (url: string, headers: Record<string, string> = { host: 'localhost:4000' }, remoteAddress = '127.0.0.1') =>
  server.app.inject({ method: 'GET', url, headers, remoteAddress })

const create = (at: TestServer) =>
  at.request('POST', '/v1/sessions', {
    key: at.organization.liveKey,
    body: { firstName: 'Anna', lastName: 'Eriksson', email: "anna+'x'@example.com", phone: '+15192223333' },
  })

it('the mailbox shows each invitation with its link, as text, as HTML that loads nothing, and as a text message', async () => {
  expect((await open('/dev/mail')).body).toContain('No mail yet')
  const { id, session_url: link, invitations } = (await create(server)).json
  expect(invitations.email).toBe('queued')
  const list = await open('/dev/mail')
  expect(list.body).toContain(`<a href="${link}">${link}</a>`)
  expect(list.body).toContain('To anna+&#39;x&#39;@example.com')
  expect(list.body).toContain('To +15192223333')
  expect(list.body).toContain(`verify your identity: <a href="${link}">`)
  expect(list.headers['content-security-policy']).toContain("default-src 'none'")
  const address = /href="(\/dev\/mail\/[\w-]+)"/.exec(list.body)?.[1] ?? ''
  const page = await open(address)
  expect(page.body).toContain('Verify my identity')
  expect(page.body).not.toMatch(/<script|<img|src=/)
  const stateOf = async () =>
    (await server.request('GET', `/v1/sessions/${id}`, { key: server.organization.liveKey })).json.invitations.email
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('sent')
})

it('the mailbox is there for this machine alone, and under its own name', async () => {
  expect((await open('/dev/mail', { host: 'localhost:4000' }, '192.0.2.7')).statusCode).toBe(404)
  expect((await open('/dev/mail', { host: 'evil.example' })).statusCode).toBe(404)
  expect((await open('/dev/mail', { host: 'localhost.evil.example' })).statusCode).toBe(404)
  expect((await open('/dev/mail/0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11')).statusCode).toBe(404)
})

it('there is no mailbox where others reach the server, nor where mail is sent', async () => {
  const reached = await startTestServer()
  const answer = await reached.app.inject({ method: 'GET', url: '/dev/mail', headers: { host: 'localhost' } })
  const resent = await reached.request('POST', `/v1/sessions/${(await create(reached)).json.id}/invitations`, {
    key: reached.organization.liveKey,
    body: {},
  })
  const texted = await reached.request('POST', `/v1/sessions/${(await create(reached)).json.id}/invitations`, {
    key: reached.organization.liveKey,
    body: { channel: 'phone' },
  })
  await reached.close()
  expect(answer.statusCode).toBe(404)
  expect([texted.status, texted.json.code]).toEqual([409, 'sms_not_configured'])
  expect([resent.status, resent.json.code]).toEqual([409, 'mail_not_configured'])
})
