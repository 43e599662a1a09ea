/** Proves that people of the console get their links by mail where there is a mail server, and nobody else learns of it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signUpMember, TEST_ORIGIN } from '../harness/console.ts'
import { type MailServer, startMailServer } from '../harness/mail-server.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const SOON = { timeout: 20_000, interval: 50 }
const OTHER_PASSWORD = 'quite another password'

let mail: MailServer
let server: TestServer
beforeAll(async () => {
  mail = await startMailServer()
  server = await startTestServer({
    OPENIDV_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    OPENIDV_MAIL_FROM: 'Example Verification <no-reply@example.org>',
  })
})
afterAll(async () => {
  await server.close()
  await mail.close()
})
beforeEach(() => {
  mail.received.length = 0
  mail.answerRecipient = () => undefined
  server.clock.advance(5 * 60_000)
})

const send = (path: string, body: unknown) => server.request('POST', path, { body, headers: { origin: TEST_ORIGIN } })
const ask = (email: string) => send('/api/auth/request-password-reset', { email })
const readable = (source = '') => source.replaceAll('=\r\n', '').replaceAll('=3D', '=')
const countWaiting = async () => (await sql`select from account_mails`.execute(server.ctx.db)).rows.length
/** Those of which an attempt has ended. */
const countPostponed = async () => {
  const postponed = sql`select from account_mails where due_at > now() and claimed_until is null`
  return (await postponed.execute(server.ctx.db)).rows.length
}

describe('a forgotten password', () => {
  it('is reset by a link that is mailed, works once and ends every sign-in; no row and no line holds it', async () => {
    const member = await signUpMember(server)
    const answer = await ask(member.email.toUpperCase())
    expect([answer.status, answer.json]).toEqual([200, { isMailed: true }])
    await expect.poll(() => mail.received.map(({ to }) => to), SOON).toEqual([[member.email]])
    const source = readable(mail.received[0]?.source)
    expect(source).toContain('Subject: Set another password')
    const [, token = ''] = /reset-password#([A-Za-z0-9]+)/.exec(source) ?? []
    const kept = JSON.stringify(await server.ctx.db.selectFrom('authVerifications').selectAll().execute())
    expect(`${kept}${server.logLines.join('\n')}`).not.toContain(token)

    const reset = () => send('/api/auth/reset-password', { token, newPassword: OTHER_PASSWORD })
    expect((await reset()).status).toBe(204)
    expect((await member.get('/console/me')).status).toBe(401)
    expect((await reset()).json.code).toBe('reset_link_invalid')
    const signedIn = await send('/api/auth/sign-in/email', { email: member.email, password: OTHER_PASSWORD })
    expect(signedIn.status).toBe(200)
    await expect.poll(countWaiting, SOON).toBe(0)
  })

  it('is answered alike for an address that nobody has, to which nothing is sent, and not without end', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => ask('nobody@example.com')))
    expect(answers.map(({ status, json }) => [status, json])).toEqual(answers.map(() => [200, { isMailed: true }]))
    const { status, json } = await ask('nobody@example.com')
    expect([status, json.code]).toEqual([429, 'rate_limited'])
    await expect.poll(countWaiting, SOON).toBe(0)
    expect(mail.received).toEqual([])
  })

  it('waits for a mail server that is busy, and ends with one that refuses the address', async () => {
    const member = await signUpMember(server)
    mail.answerRecipient = () => 450
    await ask(member.email)
    await expect.poll(countPostponed, SOON).toBe(1)
    mail.answerRecipient = () => 550
    await sql`update account_mails set due_at = now()`.execute(server.ctx.db)
    await expect.poll(countWaiting, SOON).toBe(0)
    expect(mail.received).toEqual([])
    expect(server.logLines.join('\n')).not.toContain(member.email)
  })
})

describe('an invitation to a team', () => {
  it('is mailed with its link, and not when it was revoked before', async () => {
    const owner = await signUpMember(server)
    const made = await owner.post('~/invitations', { email: 'new@example.com', role: 'viewer' })
    expect([made.status, made.json.isMailed]).toEqual([201, true])
    await expect.poll(() => mail.received.length, SOON).toBe(1)
    const source = readable(mail.received[0]?.source)
    expect(source).toContain(made.json.link)
    expect(source).toContain('Subject: Join Acme')

    mail.answerRecipient = () => 450
    const other = await owner.post('~/invitations', { email: 'other@example.com', role: 'viewer' })
    await expect.poll(countPostponed, SOON).toBe(1)
    await owner.send('DELETE', `~/invitations/${other.json.id}`)
    mail.answerRecipient = () => undefined
    await sql`update account_mails set due_at = now(), claimed_until = null`.execute(server.ctx.db)
    await expect.poll(countWaiting, SOON).toBe(0)
    expect(mail.received).toHaveLength(1)
  })
})
