import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findConsoleStatus } from '../../src/http/console-pages.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { createWorkflow } from '../../src/services/workflows/create.ts'
import { SESSION_BODY } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { startTestServer, TEST_NOW_MS, type TestServer, until } from '../harness/server.ts'

const HOUR_MS = 3_600_000

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  key = server.organization.liveKey
})
afterAll(() => server.close())

const create = (change: Readonly<Record<string, unknown>> = {}, options: { key?: string; url?: string } = {}) =>
  server.request('POST', options.url ?? '/v1/sessions', {
    key: options.key ?? key,
    body: { ...SESSION_BODY, ...change },
  })

function aWorkflow(organizationId = server.organization.id) {
  const actor = { kind: 'operator' as const, organizationId }
  const steps = [{ id: 'id-verification' }]
  return createWorkflow(server.ctx, actor, { name: 'KYC', environment: 'live', steps })
}

const countSessions = async () => {
  const rows = await server.ctx.db.selectFrom('sessions').select('id').execute()
  return rows.length
}

describe.each(['/v1/sessions', '/v1/idv'])('POST %s', (url) => {
  it('200: answers the id in every spelling, the applicant’s link and when it ends', async () => {
    const answer = await create({ externalId: 'customer-1', expiresInHours: 2 }, { url })
    expect(answer.status).toBe(200)
    const { id, session_url: link } = answer.json
    expect(link).toMatch(/^http:\/\/openidv\.test\/v\/[\w-]{32,64}$/)
    const expiresAt = new Date(TEST_NOW_MS + 2 * HOUR_MS).toISOString()
    expect(answer.json).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      idv_id: id,
      session_url: link,
      sessionUrl: link,
      url: link,
      externalId: 'customer-1',
      external_id: 'customer-1',
      expires_at: expiresAt,
      expiresAt,
    })
    const details = answer.json.links.find(({ rel }: { rel: string }) => rel === 'session_details')
    const href = `http://openidv.test/v1/sessions/${id}`
    expect(details).toEqual({
      rel: 'session_details',
      type: 'session_details',
      href,
      url: href,
      description: expect.any(String),
    })
    const console = answer.json.links.find(({ rel }: { rel: string }) => rel === 'admin_console')
    const page = `http://openidv.test/sessions/${id}`
    expect(console).toEqual({
      ...details,
      rel: 'admin_console',
      type: 'admin_console',
      href: page,
      url: page,
      description: expect.any(String),
    })
    expect(findConsoleStatus(new URL(page).pathname)).toBe(200)
  })

  it('200: ignores keys that it does not know, in either casing', async () => {
    const answer = await create({ colour: 'blue', favourite_colour: 'blue', __proto: 'x', config: { a: 1 } }, { url })
    expect([answer.status, answer.text.includes('blue')]).toEqual([200, false])
  })

  it('200: leaves out what was not given, and holds no null', async () => {
    const answer = await create({}, { url })
    expect(answer.json).not.toHaveProperty('externalId')
    expect(answer.json).not.toHaveProperty('external_id')
    expect(answer.text).not.toContain('null')
  })

  it('400: names every bad field', async () => {
    const answer = await create({ firstName: ' ', email: 'anna', phone: '5192223333' }, { url })
    expect([answer.status, answer.json.code]).toEqual([400, 'validation_failed'])
    const paths = answer.json.hints.map(({ path }: { path: string[] }) => path.join('.'))
    expect(paths.sort()).toEqual(['email', 'firstName', 'phone'])
    expect([answer.json.detail, answer.json.error]).toEqual([answer.json.message, answer.json.message])
  })
})

describe('POST /v1/sessions', () => {
  it('takes snake_case, and the camelCase value wins when both are sent', async () => {
    const body = {
      first_name: 'Anna',
      last_name: 'Eriksson',
      email: 'both@example.com',
      phone: '+15192223333',
      external_id: 'snake',
      externalId: 'camel',
      expires_in_hours: 1,
      redirect_url: 'https://example.com/done',
      send_email_invite: false,
    }
    const answer = await server.request('POST', '/v1/sessions', { key, body })
    expect(answer.json).toMatchObject({
      externalId: 'camel',
      expires_at: new Date(TEST_NOW_MS + HOUR_MS).toISOString(),
      invitations: { email: 'not_requested' },
    })
  })

  it('with a workflow makes a session, without one a verification', async () => {
    const workflowId = await aWorkflow()
    const typeOf = async (id: string) => {
      const { session_record: record } = (await server.request('GET', `/v1/sessions/${id}`, { key })).json
      return [record.type, record.workflow_id, record.workflowId, record.workflow_steps]
    }
    expect(await typeOf((await create({ workflowId })).json.id)).toEqual([
      'session',
      workflowId,
      workflowId,
      ['ID_VERIFICATION'],
    ])
    expect(await typeOf((await create()).json.id)).toEqual(['verification', undefined, undefined, ['ID_VERIFICATION']])
  })

  it.each([
    'jané@exämple.com',
    '用户@例子.广告',
    'O’Brien+tag@sub.example.co.uk',
    'δοκιμή@παράδειγμα.δοκιμή',
    'a@xn--exmple-cua.com',
  ])('200: an e-mail address in letters of every script: %s', async (email) => {
    const { status, json } = await create({ email })
    expect(status).toBe(200)
    const { user } = (await server.request('GET', `/v1/sessions/${json.id}`, { key })).json
    expect(user.email).toBe(email.toLowerCase())
  })

  it('200: an empty externalId counts as none, in either casing', async () => {
    for (const empty of [{ externalId: '' }, { external_id: '' }]) {
      const { status, json } = await create(empty)
      expect([status, json.externalId, json.external_id]).toEqual([200, undefined, undefined])
      const { session_record: record } = (await server.request('GET', `/v1/sessions/${json.id}`, { key })).json
      expect(record).not.toHaveProperty('external_id')
    }
  })

  it('400: what is missing is said to be required', async () => {
    const { json } = await server.request('POST', '/v1/sessions', { key, body: {} })
    const hints = json.hints.map(({ path, message }: { path: string[]; message: string }) => [path.join('.'), message])
    expect(hints).toEqual(['firstName', 'lastName', 'email'].map((field) => [field, 'is required']))
  })

  it.each([
    ['firstName', ''],
    ['firstName', 7],
    ['lastName', undefined],
    ['email', 'anna@'],
    ['phone', '+1519'],
    ['phone', '+0123456789'],
    ['phone', '15192223333'],
    ['phone', '+1 519 222 3333'],
    ['redirectUrl', 'http://example.com/done'],
    ['redirectUrl', '/done'],
    ['redirectUrl', 'javascript:alert(1)'],
    ['expiresInHours', 0],
    ['expiresInHours', 8761],
    ['expiresInHours', 1.5],
    ['externalId', null],
    ['sendEmailInvite', 'yes'],
    ['workflowId', 7],
    ['email', undefined],
    ['email', 'anna@example'],
    ['email', 'jané@exämple'],
    ['email', 'jané ó@exämple.com'],
    ['email', '.jané@exämple.com'],
    ['email', 'ja..né@exämple.com'],
    ['email', 'jané@-exämple.com'],
    ['email', `${'é'.repeat(33)}@exämple.com`],
    ['email', 'jané@exämple.com\u0007'],
  ])('400: %s = %j, with a hint that names it', async (field, value) => {
    const before = await countSessions()
    const answer = await create({ [field]: value })
    expect([answer.status, answer.json.code]).toEqual([400, 'validation_failed'])
    expect(answer.json.hints[0].path).toEqual([field])
    expect(answer.json.message).toContain(field)
    expect(await countSessions()).toBe(before)
  })

  it.each(['{"firstName": "Anna",', '', 'null', '[]', '"text"', '{"__proto__": {"a": 1}}', '\u0000'])(
    '400: a body that is not a JSON object: %j',
    async (body) => {
      const answer = await server.request('POST', '/v1/sessions', {
        key,
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect(answer.status).toBe(400)
      expect(['body_malformed', 'validation_failed']).toContain(answer.json.code)
    },
  )

  it('401: the exact body and nothing else, before the body is looked at', async () => {
    for (const bad of [{}, { key: 'sk_live_x' }]) {
      const answer = await server.request('POST', '/v1/sessions', { ...bad, body: '{' })
      expect([answer.status, answer.text]).toEqual([401, '{"detail":"Invalid or missing API key"}'])
    }
  })

  it('402: with the contract’s text when the balance is short, and nothing is written', async () => {
    const poor = await createOrganization(server.ctx, { name: 'Poor' })
    for (let i = 0; i < 20; i++) expect((await create({}, { key: poor.liveKey })).status).toBe(200)
    const before = await countSessions()
    const answer = await create({}, { key: poor.liveKey })
    expect(answer.status).toBe(402)
    expect(answer.json).toMatchObject({
      detail: 'Insufficient token balance',
      message: 'Insufficient token balance',
      error: 'Insufficient token balance',
      code: 'balance_insufficient',
    })
    expect(await countSessions()).toBe(before)
    expect(await readBooks(server.ctx.db, poor.id)).toEqual({ available: 0, held: 1000, spent: 0 })
    expect((await create({}, { key: poor.sandboxKey })).status).toBe(200)
  })

  it('403: a key without the scope, and the workflow of another organization', async () => {
    const actor = { kind: 'operator' as const, organizationId: server.organization.id }
    const reader = await createApiKey(server.ctx, actor, {
      environment: 'live',
      name: 'reader',
      scopes: ['sessions:read'],
    })
    const lacking = await create({}, { key: reader.key })
    expect([lacking.status, lacking.json.code]).toEqual([403, 'scope_missing'])

    const other = await createOrganization(server.ctx, { name: 'Other' })
    const foreign = await create({ workflowId: await aWorkflow(other.id) })
    expect([foreign.status, foreign.json.code]).toEqual([403, 'access_denied'])
  })

  it('404: an unknown workflow', async () => {
    for (const workflowId of ['c0ffee00-0000-4000-8000-000000000001', 'wf_abc123', '']) {
      const answer = await create({ workflowId })
      expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
      const sandbox = await create({ workflowId }, { key: server.organization.sandboxKey })
      expect([sandbox.status, sandbox.json.code]).toEqual([404, 'not_found'])
    }
  })

  it('413: a body of more than a megabyte', async () => {
    const answer = await create({ firstName: 'x'.repeat(1 << 20) })
    expect([answer.status, answer.json.code]).toEqual([413, 'body_too_large'])
  })

  it('415: a body of another type', async () => {
    const answer = await server.request('POST', '/v1/sessions', {
      key,
      body: '<session/>',
      headers: { 'content-type': 'application/xml' },
    })
    expect([answer.status, answer.json.code]).toEqual([415, 'media_unsupported'])
  })

  it('429: says which limit was hit and when to come back', async () => {
    const { id, liveKey } = await createOrganization(server.ctx, { name: 'Hasty' })
    await server.ctx.db
      .updateTable('organizations')
      .set({ rateBurst: 2, ratePerSecond: 1 })
      .where('id', '=', id)
      .execute()
    const statuses: number[] = []
    while (statuses.length < 20 && !statuses.includes(429)) statuses.push((await create({}, { key: liveKey })).status)
    expect(statuses.slice(0, 2)).toEqual([200, 200])
    const refused = await create({}, { key: liveKey })
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([429, 'rate_limited', '1'])
    expect(refused.json.error).toBe(refused.json.detail)
    await until(async () => (await create({}, { key: liveKey })).status === 200)
  })
})
