/** Proves what belongs to operators alone: tokens, limits, who may sign up; and how many organizations a person may found. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFirstOperator, addOperator, listOperators, removeOperator } from '../../src/services/operators/operators.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { inviteToSignUp } from '../../src/services/sign-ups/invite.ts'
import { TEST_ORIGIN, TEST_PASSWORD, type TestMember, toCookieHeader } from '../harness/console.ts'
import { type Method, startTestServer, type TestServer } from '../harness/server.ts'
import { told } from '../harness/team.ts'

const DAY_MS = 86_400_000

let server: TestServer
let operator: TestMember
let owner: TestMember
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_CONSOLE_SIGN_UP: 'invited',
    OPENIDV_OPERATOR_CONTACT: 'operations@example.com',
    OPENIDV_ORGANIZATIONS_PER_PERSON: '2',
  })
  const [first, second] = await Promise.all([ask('first@example.com'), ask('second@example.com')])
  const cookies = [first, second].filter(({ status }) => status === 200).map(toCookieHeader)
  expect(cookies).toHaveLength(1)
  operator = memberOf(cookies[0] ?? '')
  owner = await invitedMember()
})
afterAll(() => server.close())

function ask(email: string, invitation?: string, app = server) {
  const body = { name: 'Ada', email, password: TEST_PASSWORD, invitation }
  return app.request('POST', '/api/auth/sign-up/email', { body, headers: { origin: TEST_ORIGIN } })
}

function memberOf(cookie: string, organizationId = server.organization.id): TestMember {
  const send: TestMember['send'] = (method: Method, path, body) =>
    server.request(method, path.replace(/^~/, `/console/organizations/${organizationId}`), {
      ...(body !== undefined && { body }),
      headers: { cookie, origin: TEST_ORIGIN },
    })
  return {
    ...{ userId: '' as TestMember['userId'], email: '', cookie, organizationId, send },
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
  }
}

async function invitedMember(): Promise<TestMember> {
  const email = `${randomUUID()}@example.com`
  const { link } = (await operator.post('/console/installation/invitations', { email })).json
  const answer = await ask(email, new URL(link).hash.slice(1))
  expect(answer.status).toBe(200)
  const member = memberOf(toCookieHeader(answer))
  const { json } = await member.post('/console/organizations', { name: 'Theirs' })
  return memberOf(member.cookie, json.id)
}

describe('an empty installation', () => {
  it('makes one of two who are first at once its operator, and lets nobody else in without an invitation', async () => {
    expect(await listOperators(server.ctx)).toMatchObject([{ name: 'Ada' }])
    expect((await operator.get('/console/me')).json.person.isOperator).toBe(true)
    expect((await owner.get('/console/me')).json.person.isOperator).toBe(false)
    const refused = await ask('third@example.com')
    expect(told(refused)).toEqual([403, 'sign_up_refused'])
    expect(refused.json.message).toContain('operations@example.com')
    const options = await server.request('GET', '/console/sign-in-options')
    expect(options.json).toEqual({ signUp: 'invited', operatorContact: 'operations@example.com' })
  })

  it('says so to whoever opens it', async () => {
    const empty = await startTestServer({ OPENIDV_CONSOLE_SIGN_UP: 'invited' })
    try {
      expect((await empty.request('GET', '/console/sign-in-options')).json).toEqual({ signUp: 'first' })
    } finally {
      await empty.close()
    }
  })
})

describe('an invitation to sign up', () => {
  const post = (email: string) => operator.post('/console/installation/invitations', { email })

  it('lets its address in once, by its link alone, until it is revoked or seven days are over', async () => {
    const secretOf = (link: string) => new URL(link).hash.slice(1)
    const { json } = await post('Carol@Example.com')
    expect(told(await post('carol@example.com'))).toEqual([409, 'conflict'])
    const again = await operator.post(`/console/installation/invitations/${json.id}/link`)
    expect(again.json.link).toBe(json.link)
    const secret = secretOf(json.link)
    expect(told(await ask('mallory@example.com', secret))).toEqual([403, 'sign_up_refused'])
    expect(told(await ask('carol@example.com', `${secret.slice(0, -2)}xx`))).toEqual([404, 'not_found'])
    expect((await ask('carol@example.com', secret)).status).toBe(200)
    expect(told(await ask('carol@example.com', secret))).toEqual([403, 'sign_up_refused'])
    expect(told(await post('carol@example.com'))).toEqual([409, 'conflict'])

    const revoked = (await post('dave@example.com')).json
    expect((await operator.send('DELETE', `/console/installation/invitations/${revoked.id}`)).status).toBe(204)
    expect(told(await ask('dave@example.com', secretOf(revoked.link)))).toEqual([403, 'sign_up_refused'])
    const late = await inviteToSignUp(
      { ...server.ctx, clock: { nowMs: () => server.clock.nowMs() - 7 * DAY_MS } },
      { email: 'erin@example.com', inviterId: null },
    )
    expect(told(await ask('erin@example.com', secretOf(late.link)))).toEqual([403, 'sign_up_refused'])
    expect((await post('erin@example.com')).status).toBe(201)
    const open = (await operator.get('/console/installation/invitations')).json.items
    expect(open.map((item: { email: string }) => item.email)).toEqual(['erin@example.com'])
  })
})

describe('the endpoints of the installation', () => {
  const id = () => owner.organizationId
  const acts = (): Array<readonly [Method, string, object?]> => [
    ['POST', `/organizations/${id()}/grants`, { amountTokens: 1_000_000 }],
    ['PATCH', `/organizations/${id()}/limits`, { ratePerSecond: 1000 }],
    ['PUT', `/organizations/${id()}/status`, { status: 'active' }],
    ['POST', '/invitations', { email: 'friend@example.com' }],
    ['POST', `/invitations/${randomUUID()}/link`],
    ['DELETE', `/invitations/${randomUUID()}`],
  ]
  const reads = ['/organizations', '/invitations', '/operators']

  it('refuse an owner every one of them, and everybody without a sign-in', async () => {
    const all = [...acts(), ...reads.map((path) => ['GET', path] as const)]
    for (const [method, path, body] of all) {
      const url = `/console/installation${path}`
      expect([url, ...told(await owner.send(method, url, body))]).toEqual([url, 403, 'access_denied'])
      const stranger = await server.request(method, url, { headers: { origin: TEST_ORIGIN } })
      expect([url, ...told(stranger)]).toEqual([url, 401, 'signed_out'])
    }
    expect((await owner.get('~/billing/balance')).json.availableTokens).toBe(1000)
    expect((await owner.post('~/billing/grants', { amountTokens: 1_000_000 })).status).toBe(404)
  })

  it('refuse an operator every act whose proof of identity is older than ten minutes', async () => {
    const userId = (await operator.get('/console/me')).json.person.id
    const set = (steppedUpAt: Date) =>
      server.ctx.db.updateTable('authSessions').set({ steppedUpAt }).where('userId', '=', userId).execute()
    await set(new Date(server.clock.nowMs() - 10 * 60_000 - 1))
    for (const [method, path, body] of acts()) {
      const answer = await operator.send(method, `/console/installation${path}`, body)
      expect([path, ...told(answer)]).toEqual([path, 403, 'step_up_required'])
    }
    for (const path of reads) expect((await operator.get(`/console/installation${path}`)).status).toBe(200)
    await set(new Date(server.clock.nowMs()))
  })

  it('grant tokens once per grant id, change limits and suspend, each noted in the organization’s audit log', async () => {
    const path = `/console/installation/organizations/${id()}`
    const grant = { amountTokens: 500, note: 'Invoice 7', grantId: randomUUID() }
    const granted = await Promise.all([1, 2, 3].map(() => operator.post(`${path}/grants`, grant)))
    expect(granted.map(({ status }) => status)).toEqual([201, 201, 201])
    expect((await owner.get('~/billing/balance')).json.availableTokens).toBe(1500)
    expect(told(await operator.post(`${path}/grants`, { ...grant, amountTokens: 501 }))).toEqual([409, 'conflict'])
    for (const amountTokens of [0, -5, 1.5, 1_000_000_001, '10']) {
      expect(told(await operator.post(`${path}/grants`, { amountTokens }))).toEqual([400, 'validation_failed'])
    }
    expect((await operator.patch(`${path}/limits`, { ratePerSecond: 50, dailyQuota: null })).status).toBe(204)
    expect(told(await operator.patch(`${path}/limits`, {}))).toEqual([400, 'validation_failed'])
    for (const status of ['suspended', 'active']) {
      expect((await operator.send('PUT', `${path}/status`, { status })).status).toBe(204)
    }
    const nowhere = `/console/installation/organizations/${randomUUID()}`
    expect(told(await operator.post(`${nowhere}/grants`, { amountTokens: 1 }))).toEqual([404, 'not_found'])

    const { items } = (await owner.get('~/audit-events?actorKind=operator')).json
    const shown = items.map(({ action, actor }: { action: string; actor: object }) => ({ action, actor }))
    const { id: actorId } = (await operator.get('/console/me')).json.person
    const actor = { kind: 'operator', id: actorId, name: 'Ada' }
    expect(shown).toEqual([
      { action: 'organization.set_status', actor },
      { action: 'organization.set_status', actor },
      { action: 'organization.set_limits', actor },
      { action: 'tokens.grant', actor },
    ])
    const [movement] = (await owner.get('~/billing/ledger')).json.items
    expect(movement).toMatchObject({ note: 'Invoice 7', availableTokens: 500, actor: { name: 'Ada' } })
  })

  it('list every organization, found by name or id, page by page', async () => {
    for (const name of ['50% off', 'Bank A', 'Bank B', 'Bank C']) await createOrganization(server.ctx, { name })
    const list = async (query: string) => (await operator.get(`/console/installation/organizations?${query}`)).json
    const names: string[] = []
    let cursor = ''
    do {
      const page = await list(`search=bank&limit=2${cursor}`)
      names.push(...page.items.map(({ name }: { name: string }) => name))
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : ''
    } while (cursor !== '')
    expect(names.sort()).toEqual(['Bank A', 'Bank B', 'Bank C'])
    expect((await list(`search=${encodeURIComponent('%')}`)).items).toMatchObject([{ name: '50% off' }])
    expect((await list(`search=${id()}`)).items).toMatchObject([
      {
        ...{ id: id(), name: 'Theirs', status: 'active', memberCount: 1, availableTokens: 1500, heldTokens: 0 },
        limits: { ratePerSecond: 50, burst: 35, dailyQuota: 10_000 },
        ownLimits: { ratePerSecond: 50, burst: null, dailyQuota: null },
        founderEmail: expect.stringMatching(/@example\.com$/),
      },
    ])
    const { nextCursor } = await list('search=bank&limit=1')
    expect((await operator.get(`/console/installation/organizations?search=a&cursor=${nextCursor}`)).status).toBe(400)
  })
})

describe('a person', () => {
  it('founds as many organizations as the setting says, also when they ask for many at once', async () => {
    const many = await Promise.all(
      [1, 2, 3, 4].map((at) => owner.post('/console/organizations', { name: `More ${at}` })),
    )
    expect(many.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    const refusal = many.find(({ status }) => status === 409)
    expect(refusal?.json.message).toMatch(/founded 2 organizations, as many as one person may.*operations@example\.com/)
    for (const name of ['A', 'B', 'C'])
      expect((await operator.post('/console/organizations', { name })).status).toBe(201)
  })

  it('is an operator only by a command, and the last one stays', async () => {
    const { email } = (await owner.get('/console/me')).json.person
    const { email: first } = (await operator.get('/console/me')).json.person
    await addFirstOperator(server.ctx, (await owner.get('/console/me')).json.person.id)
    expect((await owner.get('/console/installation/operators')).status).toBe(403)
    await expect(removeOperator(server.ctx, first)).rejects.toMatchObject({ code: 'conflict' })
    await expect(addOperator(server.ctx, 'nobody@example.com')).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeOperator(server.ctx, email)).rejects.toMatchObject({ code: 'not_found' })
    expect([await addOperator(server.ctx, email), await addOperator(server.ctx, email)]).toEqual([true, false])
    expect((await owner.get('/console/installation/operators')).json.items).toHaveLength(2)
    const both = await Promise.allSettled([removeOperator(server.ctx, first), removeOperator(server.ctx, email)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await listOperators(server.ctx)).toHaveLength(1)
  })
})

describe('402', () => {
  it('says in a hint who has more tokens, and keeps the contract’s words', async () => {
    const { liveKey } = await createOrganization(server.ctx, { name: 'Poor', grantTokens: 0 })
    const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
    const { status, json } = await server.request('POST', '/v1/sessions', { key: liveKey, body })
    expect([status, json.detail, json.message, json.error]).toEqual([
      402,
      ...Array(3).fill('Insufficient token balance'),
    ])
    expect(json.hints).toEqual([
      { code: 'tokens_needed', path: [], message: expect.stringContaining('operations@example.com') },
    ])
  })
})
