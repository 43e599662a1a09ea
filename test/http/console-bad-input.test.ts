/** Proves that what nobody should send is refused by name, at once, and leaves nothing behind; and that odd names stay text. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFirstOperator } from '../../src/services/operators/operators.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, TEST_ORIGIN, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

/** As much as a body may hold, but for the other fields. */
const MEGABYTE = 'x'.repeat(1_000_000)
/** A refusal of a megabyte takes milliseconds; a form that is matched badly would take minutes. */
const SOON_MS = 5_000
const ANNA = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
const STEPS = [{ id: 'ID_VERIFICATION' }]

let server: TestServer
let owner: TestMember
let keyId: string
let memberId: string
let workflowId: string
let waitingId: string
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
  await addFirstOperator(server.ctx, owner.userId)
  keyId = (await owner.get('~/api-keys')).json.items[0].id
  memberId = (await signUpMember(server, { role: 'viewer' })).userId
  workflowId = (await owner.post('~/workflows', { name: 'KYC', steps: STEPS })).json.id
  waitingId = await aWaitingSession(server)
})
afterAll(() => server.close())

/** Everything that a member could have changed, as one text. */
async function readStored(): Promise<string> {
  const { db } = server.ctx
  const lists = await Promise.all([
    db.selectFrom('organizations').selectAll().orderBy('id').execute(),
    db.selectFrom('apiKeys').select(['id', 'name', 'ipAllowlist']).orderBy('id').execute(),
    db.selectFrom('members').selectAll().orderBy('userId').execute(),
    db.selectFrom('invitations').selectAll().execute(),
    db.selectFrom('workflows').selectAll().orderBy('id').execute(),
    db.selectFrom('sessions').select(['id', 'status', 'externalId']).orderBy('id').execute(),
    db.selectFrom('applicants').selectAll().orderBy('id').execute(),
    db.selectFrom('authUsers').select(['id', 'name', 'email']).orderBy('id').execute(),
    db.selectFrom('ledgerEntries').selectAll().orderBy('id').execute(),
    db.selectFrom('auditEvents').select('id').execute(),
  ])
  return JSON.stringify(lists, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
}

describe('a text of a megabyte', () => {
  const session = (change: object) => owner.post('~/sessions', { ...ANNA, ...change })
  it.each<[what: string, field: string, send: () => Promise<TestAnswer>]>([
    ['name of an organization', 'name', () => owner.post('/console/organizations', { name: MEGABYTE })],
    ['another name of an organization', 'name', () => owner.patch('~/organization', { name: MEGABYTE })],
    ['name of a key', 'name', () => owner.post('~/api-keys', { environment: 'live', name: MEGABYTE })],
    ['another name of a key', 'name', () => owner.patch(`~/api-keys/${keyId}`, { name: MEGABYTE })],
    [
      'address that a key is limited to',
      'ipAllowlist',
      () => owner.patch(`~/api-keys/${keyId}`, { ipAllowlist: [MEGABYTE] }),
    ],
    ['name of a workflow', 'name', () => owner.post('~/workflows', { name: MEGABYTE, steps: STEPS })],
    [
      'another name of a workflow',
      'name',
      () => owner.post(`~/workflows/${workflowId}/versions`, { name: MEGABYTE, steps: STEPS, basedOn: 1 }),
    ],
    ['name of a copy', 'name', () => owner.post(`~/workflows/${workflowId}/duplicate`, { name: MEGABYTE })],
    [
      'invited address',
      'email',
      () => owner.post('~/invitations', { email: `${MEGABYTE}@example.com`, role: 'viewer' }),
    ],
    ['role', 'role', () => owner.patch(`~/members/${memberId}`, { role: MEGABYTE })],
    [
      'note of a decision',
      'note',
      () => owner.post(`~/sessions/${waitingId}/decision`, { outcome: 'VERIFIED', note: MEGABYTE }),
    ],
    [
      'note of tokens',
      'note',
      () =>
        owner.post(`/console/installation/organizations/${owner.organizationId}/grants`, {
          ...{ amountTokens: 5, note: MEGABYTE },
        }),
    ],
    ['first name of an applicant', 'firstName', () => session({ firstName: MEGABYTE })],
    ['last name of an applicant', 'lastName', () => session({ lastName: MEGABYTE })],
    ['e-mail address of an applicant', 'email', () => session({ email: `${MEGABYTE}@example.com` })],
    ['phone of an applicant', 'phone', () => session({ phone: `+${'1'.repeat(1_000_000)}` })],
    ['external id', 'externalId', () => session({ externalId: MEGABYTE })],
    ['address to lead back to', 'redirectUrl', () => session({ redirectUrl: `https://example.com/${MEGABYTE}` })],
  ])('as %s: is refused at once with the field’s name, and nothing is stored', async (_what, field, send) => {
    const before = await readStored()
    const startedMs = performance.now()
    const answer = await send()
    expect(performance.now() - startedMs).toBeLessThan(SOON_MS)
    expect([answer.status, answer.json.code, answer.json.hints[0].path[0]]).toEqual([400, 'validation_failed', field])
    expect(answer.text.length).toBeLessThan(2_000)
    expect(await readStored()).toBe(before)
    expect(server.logLines.some((line) => line.length > 100_000)).toBe(false)
  })

  it('is too large a body for the sign-in, and a little more for every endpoint, whatever it holds', async () => {
    const body = { name: 'x'.repeat(1_100_000), email: owner.email, password: MEGABYTE }
    for (const [method, path] of [
      ['POST', '/console/organizations'],
      ['POST', '/api/auth/update-user'],
      ['POST', '/api/auth/sign-up/email'],
      ['POST', '/api/auth/sign-in/email'],
      ['PATCH', `/console/organizations/${owner.organizationId}/organization`],
    ] as const) {
      const answer = await server.request(method, path, {
        body,
        headers: { cookie: owner.cookie, origin: TEST_ORIGIN },
      })
      expect([path, answer.status, answer.json.code]).toEqual([path, 413, 'body_too_large'])
    }
  })
})

describe('names that are more than letters', () => {
  const SCRIPT = '<script>alert(1)</script>'
  const OVERRIDE = '\u202EgnoW\u200B'
  const FORMULA = "=cmd|'/C calc'!A0"

  it('come back as they were sent, in JSON that no browser takes for a page, and harmless in CSV', async () => {
    const person = { firstName: SCRIPT, lastName: OVERRIDE, email: 'odd@example.com', externalId: FORMULA }
    const { id } = (await owner.post('~/sessions', person)).json
    for (const path of [`~/sessions/${id}`, '~/sessions?limit=1', '~/home']) {
      const answer = await owner.get(path)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
    }
    expect((await owner.get(`~/sessions/${id}`)).json.applicant).toMatchObject({
      firstName: SCRIPT,
      lastName: OVERRIDE,
    })
    const csv = await owner.get('~/sessions.csv')
    expect(csv.headers['content-disposition']).toContain('attachment')
    const line = csv.text.split('\r\n').find((text) => text.startsWith(id)) ?? ''
    expect(line).toContain(`,${SCRIPT},${OVERRIDE},odd@example.com,`)
    expect(line).toContain(`,'${FORMULA},`)
  })

  it.each(['=1+1', '+1', '-1', '@x', '\t=1', '＝1'])('%j begins no formula in any export', async (evil) => {
    const words = evil.trim() === evil ? evil : `${evil}`
    await owner.post(`/console/installation/organizations/${owner.organizationId}/grants`, {
      ...{ amountTokens: 1, note: words },
    })
    await owner.post('~/api-keys', { environment: 'sandbox', name: words })
    await owner.post('~/sessions', { ...ANNA, firstName: words, lastName: words, externalId: words })
    for (const path of ['~/sessions.csv', '~/billing/ledger.csv', '~/audit-events.csv']) {
      const { text } = await owner.get(path)
      expect([path, text.match(/(?:^|,|\n)"?[=+@＝\t][^,]*/g)]).toEqual([path, null])
    }
  })

  it('with the character NUL or half of one are refused by name', async () => {
    for (const text of ['Ada\u0000', 'Ada\uD800']) {
      const answer = await owner.post('~/sessions', { ...ANNA, firstName: text })
      expect([answer.status, answer.json.hints[0].path]).toEqual([400, ['firstName']])
    }
  })
})
