/** Proves that applicants are invited by text message: never twice what a gateway took, and that everybody is told what came of it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { remindApplicants } from '../../src/services/sessions/remind.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { answerJson, startSmsGateway, type TestSmsGateway } from '../harness/sms-gateway.ts'

const SOON = { timeout: 20_000, interval: 50 }
const PERSON = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }

let gateway: TestSmsGateway
let server: TestServer
beforeAll(async () => {
  gateway = await startSmsGateway()
  server = await startTestServer({
    OPENIDV_SMS_URL: gateway.url.replace('//', '//gateway-user:gateway-secret@'),
    OPENIDV_SMS_GATEWAY: 'twilio',
    OPENIDV_SMS_FROM: '+15190000000',
    OPENIDV_SIGNUP_GRANT_TOKENS: '100000',
  })
})
afterAll(async () => {
  await server.close()
  await gateway.close()
})
beforeEach(() => {
  gateway.requests.length = 0
  gateway.answer = (_request, reply) => answerJson(reply, 201, { sid: 'SM1', status: 'queued' })
})

const call = (method: 'GET' | 'POST', path: string, body?: unknown, key = server.organization.liveKey) =>
  server.request(method, path, { key, ...(body !== undefined && { body }) })
const create = async (fields: object = {}, key?: string) =>
  (await call('POST', '/v1/sessions', { ...PERSON, ...fields }, key)).json
const latestOf = async (id: string) => (await call('GET', `/v1/sessions/${id}/invitations`)).json.invitations[0]
const stateOf = async (id: string) => (await call('GET', `/v1/sessions/${id}`)).json.invitations.phone
const invite = (id: string) => call('POST', `/v1/sessions/${id}/invitations`, { channel: 'phone' })
const makeDue = () => sql`update messages set due_at = now() where state = 'queued'`.execute(server.ctx.db)
const sentTexts = () => gateway.requests.map(({ body }) => new URLSearchParams(body).get('Body'))

describe('a session that is created with a phone number', () => {
  it('has its link sent as a text message, of which the log learns nothing', async () => {
    const created = await create({ sendPhoneInvite: true, phone: '+15195550199' })
    expect(created.invitations).toEqual({ email: 'not_configured', phone: 'queued' })
    await expect.poll(() => stateOf(created.id), SOON).toBe('sent')
    expect(sentTexts()).toEqual([`Acme asks you to verify your identity: ${created.session_url}`])
    expect(new URLSearchParams(gateway.requests[0]?.body).get('To')).toBe('+15195550199')
    const told = `${server.logLines.join('\n')}${JSON.stringify(await latestOf(created.id))}`
    for (const secret of ['5550199', 'gateway-secret', 'gateway-user', created.session_url.split('/v/')[1]]) {
      expect(told).not.toContain(secret)
    }
  })

  it('is texted unless the caller says no, in the sandbox only where the caller says yes, and not without a number', async () => {
    const { sandboxKey } = server.organization
    const made = [
      await create(),
      await create({ sendPhoneInvite: false }),
      await create({ phone: undefined }),
      await create({}, sandboxKey),
      await create({ send_phone_invite: true }, sandboxKey),
    ]
    const states = made.map(({ invitations }) => invitations.phone)
    expect(states).toEqual(['queued', 'not_requested', 'not_requested', 'not_requested', 'queued'])
    await expect.poll(() => gateway.requests.length, SOON).toBe(2)
    expect(sentTexts().some((text) => text?.startsWith('[Test] Acme'))).toBe(true)
  })
})

describe('a gateway', () => {
  it('that refuses a country has that one refused, with its code, and the others sent', async () => {
    gateway.answer = ({ body }, reply) =>
      body.includes('%2B998')
        ? answerJson(reply, 400, { code: 21408, message: 'Permission has not been enabled', status: 400 })
        : answerJson(reply, 201, {})
    const [refused, sent] = [await create({ phone: '+998901234567', email: 'far@example.com' }), await create()]
    const states = () => Promise.all([stateOf(refused.id), stateOf(sent.id)])
    await expect.poll(states, SOON).toEqual(['refused', 'sent'])
    expect(await latestOf(refused.id)).toMatchObject({
      ...{ channel: 'phone', state: 'refused', reason: 'country_refused', status_code: 21408, attempts: 1 },
    })
  })

  it('that is down is tried again under the same id until it takes the message, and then no more', async () => {
    gateway.answer = (_request, reply) => answerJson(reply, gateway.requests.length < 3 ? 503 : 201, {})
    const { id } = await create()
    for (const attempts of [1, 2]) {
      await expect.poll(async () => (await latestOf(id)).attempts, SOON).toBe(attempts)
      expect(await latestOf(id)).toMatchObject({ state: 'queued', reason: 'gateway_busy', status_code: 503 })
      await makeDue()
    }
    await expect.poll(() => stateOf(id), SOON).toBe('sent')
    await server.restart(async () => void (await makeDue()))
    expect(await stateOf(id)).toBe('sent')
    const ids = gateway.requests.map(({ headers }) => headers['idempotency-key'])
    expect([ids.length, new Set(ids).size]).toEqual([3, 1])
  })

  it('that hangs up after the message leaves it unknown: it is sent again only by hand', async () => {
    gateway.answer = (_request, reply) => void reply.socket?.destroy()
    const { id } = await create()
    await expect.poll(() => stateOf(id), SOON).toBe('unknown')
    expect(await latestOf(id)).toMatchObject({ reason: 'connection_broken', status_code: null, attempts: 1 })
    gateway.answer = (_request, reply) => answerJson(reply, 201, {})
    server.clock.advance(1000)
    expect((await invite(id)).status).toBe(201)
    await expect.poll(() => stateOf(id), SOON).toBe('sent')
    expect(gateway.requests).toHaveLength(2)
  })

  it('is not asked again by whoever takes over from a worker that died while it asked', async () => {
    gateway.answer = (_request, reply) => answerJson(reply, 503, {})
    const { id } = await create()
    await expect.poll(async () => (await latestOf(id)).attempts, SOON).toBe(1)
    // What a worker leaves that dies between its request and the answer.
    await sql`update messages set handing_since = now(), claimed_until = now(), due_at = now() where session_id = ${id}`.execute(
      server.ctx.db,
    )
    await expect.poll(() => stateOf(id), SOON).toBe('unknown')
    expect((await latestOf(id)).reason).toBe('interrupted')
    expect(gateway.requests).toHaveLength(1)
  })
})

describe('POST /v1/sessions/{id}/invitations by text message', () => {
  it('409: without a number, while one is on its way, and by mail where there is none', async () => {
    const { id } = await create({ phone: undefined, email: 'nobody-has-a-number@example.com' })
    expect((await invite(id)).json).toMatchObject({ code: 'conflict', message: 'The applicant has no phone number' })
    expect((await call('POST', `/v1/sessions/${id}/invitations`, {})).json.code).toBe('mail_not_configured')
    gateway.answer = (_request, reply) => answerJson(reply, 503, {})
    const waiting = await create()
    expect((await invite(waiting.id)).json).toMatchObject({ message: 'The last message is still on its way' })
    await expect.poll(async () => (await latestOf(waiting.id)).attempts, SOON).toBe(1)
    gateway.answer = (_request, reply) => answerJson(reply, 201, {})
    await makeDue()
    await expect.poll(() => stateOf(waiting.id), SOON).toBe('sent')
  })
})

describe('a workflow that reminds', () => {
  const HOUR_MS = 3_600_000
  const aWorkflow = async () => {
    const body = { name: 'Reminding', steps: [{ id: 'ID_VERIFICATION' }], reminder: { after_hours: 24, times: 2 } }
    const { workflow } = (await call('POST', '/v1/workflows', body)).json
    expect(workflow.reminder).toEqual({ after_hours: 24, times: 2 })
    return workflow.id
  }
  const advance = async (hours: number) => {
    server.clock.advance(hours * HOUR_MS)
    await remindApplicants(server.appCtx)
  }
  const kindsOf = async (id: string) =>
    (await call('GET', `/v1/sessions/${id}/invitations`)).json.invitations.map(({ kind }: { kind: string }) => kind)

  it('has the applicant reminded as often as it says, while the session waits for them', async () => {
    const workflowId = await aWorkflow()
    const [waiting, voided, unasked] = [
      await create({ workflowId }),
      await create({ workflowId }),
      await create({ workflowId, sendPhoneInvite: false }),
    ]
    await expect.poll(() => gateway.requests.length, SOON).toBe(2)
    await server.request('PATCH', `/v1/sessions/${voided.id}`, {
      key: server.organization.liveKey,
      body: { status: 'VOIDED' },
    })
    await advance(23)
    expect(await kindsOf(waiting.id)).toEqual(['invitation'])
    for (const count of [3, 4]) {
      await advance(24)
      await Promise.all([remindApplicants(server.appCtx), remindApplicants(server.appCtx)])
      await expect.poll(() => gateway.requests.length, SOON).toBe(count)
      await expect.poll(() => stateOf(waiting.id), SOON).toBe('sent')
    }
    expect(sentTexts().at(-1)).toBe(`Reminder: Acme asks you to verify your identity: ${waiting.session_url}`)
    await advance(48)
    expect(await kindsOf(waiting.id)).toEqual(['reminder', 'reminder', 'invitation'])
    expect([await kindsOf(voided.id), await kindsOf(unasked.id)]).toEqual([['invitation'], []])
    const audited = server.ctx.db.selectFrom('auditEvents').select('details').where('targetId', '=', waiting.id)
    const rows = await audited.where('action', '=', 'session.remind').execute()
    expect(rows).toEqual([{ details: { channels: 'phone' } }, { details: { channels: 'phone' } }])
  })

  it('reminds nobody whose session has expired', async () => {
    const workflowId = await aWorkflow()
    const { id } = await create({ workflowId, expiresInHours: 12 })
    await expect.poll(() => stateOf(id), SOON).toBe('sent')
    await advance(25)
    expect(await kindsOf(id)).toEqual(['invitation'])
  })
})
