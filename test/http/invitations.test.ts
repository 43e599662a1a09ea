/** Proves that applicants are invited: once, by a real mail server, and that everybody is told what came of it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { runCommandHere } from '../harness/command.ts'
import { type MailServer, startMailServer } from '../harness/mail-server.ts'
import { startTestServer, TEST_SECRET, type TestServer, until } from '../harness/server.ts'

const SOON = { timeout: 20_000, interval: 50 }
const PERSON = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }

let mail: MailServer
let server: TestServer
beforeAll(async () => {
  mail = await startMailServer()
  server = await startTestServer({
    OPENIDV_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    OPENIDV_MAIL_FROM: 'Example Verification <no-reply@example.org>',
    OPENIDV_SIGNUP_GRANT_TOKENS: '100000',
    OPENIDV_RATE_PER_SECOND: '1000',
    OPENIDV_RATE_BURST: '1000',
  })
})
afterAll(async () => {
  await server.close()
  await mail.close()
})
beforeEach(() => {
  mail.received.length = 0
  mail.seen.length = 0
  mail.answerRecipient = () => undefined
  mail.answerData = () => undefined
})

const call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, key = server.organization.liveKey) =>
  server.request(method, path, { key, ...(body !== undefined && { body }) })
const create = async (fields: object = {}, key?: string) =>
  (await call('POST', '/v1/sessions', { ...PERSON, ...fields }, key)).json
const stateOf = async (id: string) => (await call('GET', `/v1/sessions/${id}`)).json.invitations.email
const invitationsOf = async (id: string) => (await call('GET', `/v1/sessions/${id}/invitations`)).json.invitations
const invite = (id: string, key?: string) => call('POST', `/v1/sessions/${id}/invitations`, {}, key)
const makeDue = () => sql`update messages set due_at = now() where state = 'queued'`.execute(server.ctx.db)
/** The parts of a mail without the line breaks of its encoding. */
const readable = (source: string) => source.replaceAll('=\r\n', '').replaceAll('=3D', '=')

describe('a session that is created with an invitation', () => {
  it('has its link mailed to the applicant, and says queued, then sent', async () => {
    const created = await create({ sendEmailInvite: true })
    expect(created.invitations).toEqual({ email: 'queued', phone: 'not_configured' })
    await expect.poll(() => stateOf(created.id), SOON).toBe('sent')
    expect(mail.received).toMatchObject([{ to: [PERSON.email], from: 'no-reply@example.org' }])
    const source = readable(mail.received[0]?.source ?? '')
    const [{ id }] = await invitationsOf(created.id)
    expect(source).toContain(`Message-ID: <${id}@example.org>`)
    expect(source.split(created.session_url)).toHaveLength(5)
    expect(source).toContain('Subject: Acme: verify your identity')
    expect(source).toMatch(/text\/plain[\s\S]*Hello Anna,[\s\S]*text\/html/)
    expect(source).toContain('The link expires on 1 December 2026 at 12:00 UTC.')
    expect(source).not.toMatch(/<img|<script|url\(|@import/i)
  })

  it('is mailed unless the caller says no, and in the sandbox only where the caller says yes', async () => {
    const sandbox = server.organization.sandboxKey
    const asked = [
      await create({ sendEmailInvite: false }),
      await create(),
      await create({}, sandbox),
      await create({ send_email_invite: true }, sandbox),
    ]
    expect(asked.map(({ invitations }) => invitations.email)).toEqual([
      'not_requested',
      'queued',
      'not_requested',
      'queued',
    ])
    await expect.poll(() => mail.received.length, SOON).toBe(2)
    expect(mail.received.some(({ source }) => source.includes('Subject: [Test] Acme'))).toBe(true)
    expect(await stateOf(asked[0].id)).toBe('not_requested')
  })

  it('keeps neither address nor text with the message, and tells the log nothing of them', async () => {
    const created = await create({ email: 'secret.person@example.com' })
    await expect.poll(() => stateOf(created.id), SOON).toBe('sent')
    const rows = JSON.stringify(await server.ctx.db.selectFrom('messages').selectAll().execute())
    for (const text of ['secret.person', created.session_url.split('/v/')[1]]) {
      expect(rows).not.toContain(text)
      expect(server.logLines.join('\n')).not.toContain(text)
    }
  })

  it('lets nobody put markup, a link or another header into the mail by a name', async () => {
    const { id } = await create({ firstName: 'visit evil.example', lastName: '<b>x</b>' })
    await expect.poll(() => stateOf(id), SOON).toBe('sent')
    const organization = server.organization.id
    const rename = (name: string) =>
      sql`update organizations set name = ${name} where id = ${organization}`.execute(server.ctx.db)
    await rename('A&B <img src="https://evil.example/x.png">\r\nBcc: eve@example.com')
    const next = await create()
    await expect.poll(() => stateOf(next.id), SOON).toBe('sent')
    await rename('Acme')
    const [first = '', second = ''] = mail.received.map(({ source }) => readable(source))
    expect(first).toContain('Hello,')
    expect(first).not.toContain('evil.example')
    expect(second.slice(second.indexOf('text/html'))).not.toContain('<img')
    expect(second).toContain('A&amp;B &lt;img')
    expect(second).not.toMatch(/^bcc:/im)
    expect(mail.received[1]?.to).toEqual([PERSON.email])
  })
})

describe('a mail server', () => {
  it('that takes half of a batch has the other half refused, with the code', async () => {
    mail.answerRecipient = (address) => (address.startsWith('no') ? 550 : undefined)
    const people = ['yes1', 'no1', 'yes2', 'no2', 'yes3', 'no3'].map((name) => ({ email: `${name}@example.com` }))
    const created = await Promise.all(people.map((person) => create(person)))
    const states = () => Promise.all(created.map(({ id }) => stateOf(id)))
    await expect.poll(states, SOON).toEqual(['sent', 'refused', 'sent', 'refused', 'sent', 'refused'])
    expect(await invitationsOf(created[1].id)).toMatchObject([
      { state: 'refused', reason: 'recipient_refused', status_code: 550 },
    ])
    expect(mail.received.map(({ to: [address] }) => address).toSorted()).toEqual(
      [0, 2, 4].map((at) => people[at]?.email),
    )
  })

  it('that is busy, or hangs up after the mail, is tried again with the same Message-ID until it takes it, and then no more', async () => {
    const answers = ['break', 451, undefined] as const
    mail.answerData = () => answers[mail.seen.length - 1]
    const { id } = await create()
    const attempts = async () => (await invitationsOf(id))[0].attempts
    await expect.poll(attempts, SOON).toBe(1)
    expect(await invitationsOf(id)).toMatchObject([{ state: 'queued', reason: 'connection_broken', status_code: null }])
    await makeDue()
    await expect.poll(attempts, SOON).toBe(2)
    expect(await invitationsOf(id)).toMatchObject([{ state: 'queued', reason: 'message_refused', status_code: 451 }])
    await makeDue()
    await expect.poll(() => stateOf(id), SOON).toBe('sent')
    await server.restart(async () => void (await makeDue()))
    expect(await stateOf(id)).toBe('sent')
    const ids = mail.seen.map(({ source }) => /Message-ID: (\S+)/i.exec(source)?.[1])
    expect([ids.length, new Set(ids).size, mail.received.length]).toEqual([3, 1, 1])
  })

  it('is given up after a day', async () => {
    mail.answerRecipient = () => 450
    const { id } = await create()
    await expect.poll(async () => (await invitationsOf(id))[0].attempts, SOON).toBe(1)
    await sql`update messages set begun_at = now() - interval '1 day', due_at = now() where state = 'queued'`.execute(
      server.ctx.db,
    )
    await expect.poll(() => stateOf(id), SOON).toBe('refused')
    expect(await invitationsOf(id)).toMatchObject([{ reason: 'recipient_refused', status_code: 450, attempts: 2 }])
  })
})

describe('POST /v1/sessions/{id}/invitations', () => {
  it('201: sends the same link again, audited', async () => {
    const created = await create()
    await expect.poll(() => stateOf(created.id), SOON).toBe('sent')
    const again = await invite(created.id)
    expect([again.status, again.json.state, again.json.channel]).toEqual([201, 'queued', 'email'])
    await expect.poll(() => mail.received.length, SOON).toBe(2)
    expect(readable(mail.received[1]?.source ?? '')).toContain(created.session_url)
    const audited = server.ctx.db.selectFrom('auditEvents').select('details').where('targetId', '=', created.id)
    expect(await audited.where('action', '=', 'session.invite').execute()).toEqual([{ details: { channel: 'email' } }])
  })

  it('201: sends the newest link when there was another one', async () => {
    const created = await create({ sendEmailInvite: false })
    const { session_url } = (await call('POST', `/v1/sessions/${created.id}/link`)).json
    expect((await invite(created.id)).status).toBe(201)
    await expect.poll(() => mail.received.length, SOON).toBe(1)
    const source = readable(mail.received[0]?.source ?? '')
    expect([source.includes(session_url), source.includes(created.session_url)]).toEqual([true, false])
  })

  it('409: while one is on its way, after ten, and when the session is not open', async () => {
    mail.answerRecipient = () => 450
    const { id } = await create()
    expect((await invite(id)).json.code).toBe('conflict')
    mail.answerRecipient = () => undefined
    await expect.poll(async () => (await invitationsOf(id))[0].attempts, SOON).toBe(1)
    await makeDue()
    for (let sent = 1; sent < 10; sent++) {
      server.clock.advance(1000)
      await expect.poll(() => stateOf(id), SOON).toBe('sent')
      expect((await invite(id)).status).toBe(201)
    }
    expect((await invite(id)).status).toBe(409)
    const closed = await create({ sendEmailInvite: false })
    await call('PATCH', `/v1/sessions/${closed.id}`, { status: 'VOIDED' })
    expect((await invite(closed.id)).json).toMatchObject({
      code: 'conflict',
      message: 'The session is not open any more',
    })
  })

  it('403 and 404: sees no other organization’s session, and no unknown one', async () => {
    const { id } = await create({ sendEmailInvite: false })
    expect((await invite(id, server.organization.sandboxKey)).status).toBe(403)
    expect((await invite('0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11')).status).toBe(404)
  })
})

describe('POST /v1/sessions/{id}/link', () => {
  const renew = (id: string, key = server.organization.liveKey) =>
    server.request('POST', `/v1/sessions/${id}/link`, { key })
  const UNSENT = { sendEmailInvite: false }
  const open = (secret: unknown, headers = {}) => server.request('POST', '/hosted/open', { body: { secret }, headers })
  const toSecret = (url: string) => url.split('/').at(-1)

  it('200: ends the old link and the browser that holds it; the run goes on in the new one where it stood', async () => {
    const { id, secret } = await createSession(server, UNSENT)
    const page = await openHosted(server, secret)
    await page.consent()
    const renewed = await renew(id)
    expect([renewed.status, renewed.json]).toEqual([
      200,
      { id, session_url: expect.stringMatching(/\/v\/[\w-]{43}$/), expires_at: expect.any(String) },
    ])
    const old = [await open(secret), await open(secret, { cookie: page.cookie }), await page.state()]
    old.push(await page.consent())
    expect(old.map(({ status, json }) => [status, json.code])).toEqual(old.map(() => [410, 'hosted_link_ended']))

    const next = await openHosted(server, toSecret(renewed.json.session_url) ?? '')
    const { json } = await next.state()
    expect([json.session_id, json.consent_given]).toEqual([id, true])
    expect((await page.state()).json.code).toBe('hosted_link_ended')
    expect((await open(toSecret(renewed.json.session_url))).json.code).toBe('hosted_link_used')
    const audited = server.ctx.db.selectFrom('auditEvents').select('actorKind').where('targetId', '=', id)
    expect(await audited.where('action', '=', 'session.renew_link').execute()).toEqual([{ actorKind: 'api_key' }])
  })

  it('200: of several, each another link, the last alone opens the session', async () => {
    const { id, secret } = await createSession(server, UNSENT)
    const urls = [
      (await renew(id)).json.session_url,
      ...(await Promise.all([renew(id), renew(id)])).map(({ json }) => json.session_url),
    ]
    const opened = await Promise.all([secret, ...urls.map(toSecret)].map((one) => open(one)))
    expect(opened.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410])
    expect(new Set(urls).size).toBe(3)
  })

  it('a link that ends while somebody opens it opens nothing', async () => {
    const { id, secret } = await createSession(server, UNSENT)
    const waiting = () =>
      sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like 'update "sessions"%'`.execute(
        server.ctx.db,
      )
    const opening = await server.ctx.db.transaction().execute(async (tx) => {
      await sql`update sessions set link_digest = '\\x01' where id = ${id}`.execute(tx)
      const late = open(secret)
      await until(async () => (await waiting()).rows.length > 0)
      return { late }
    })
    expect((await opening.late).status).toBe(410)
  })

  it('the command makes one, too, and prints it', async () => {
    const { id, secret } = await createSession(server, UNSENT)
    const env = { DATABASE_URL: server.database.url, OPENIDV_SECRET_KEY: TEST_SECRET }
    const { code, stdout } = await runCommandHere(server.ctx.config.dataDir, ['sessions', 'link', id], env)
    expect([code, (await open(secret)).json.code]).toEqual([0, 'hosted_link_ended'])
    expect((await open(toSecret(stdout.trim()))).status).toBe(200)
  })

  it('404, 403 and 409: knows whose the session is, and that it is still open', async () => {
    const { id } = await createSession(server, UNSENT)
    expect((await renew('0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11')).status).toBe(404)
    expect((await renew(id, server.organization.sandboxKey)).status).toBe(403)
    const key = server.organization.liveKey
    await server.request('PATCH', `/v1/sessions/${id}`, { key, body: { status: 'VOIDED' } })
    expect((await renew(id)).json).toMatchObject({ code: 'conflict', message: 'The session is not open any more' })
  })
})

it('an invitation whose session was closed before it could be sent is not sent', async () => {
  mail.answerRecipient = () => 450
  const { id } = await create()
  await expect.poll(async () => (await invitationsOf(id))[0].attempts, SOON).toBe(1)
  await call('PATCH', `/v1/sessions/${id}`, { status: 'VOIDED' })
  mail.answerRecipient = () => undefined
  await makeDue()
  await expect
    .poll(async () => (await invitationsOf(id))[0], SOON)
    .toMatchObject({ state: 'refused', reason: 'session_closed' })
  expect(mail.seen).toEqual([])
})
