/** Tries every operation as a key and as members who may not see applicants: none of the answers tells who somebody is. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiKeyId, type EvidenceId, newId } from '../../src/lib/ids.ts'
import { SCOPES } from '../../src/services/actor.ts'
import { createApiKey } from '../../src/services/api-keys/create.ts'
import { signFileLink } from '../../src/services/evidence/links.ts'
import { createSession, openHosted } from '../fixtures/applicant.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'
import { ENDPOINTS } from './console-endpoints.ts'
import { makeThings, makeWebhook } from './console-things.ts'

/**
 * Of the applicants here: what callers gave, what a check read, what was answered, and from where. None is so short
 * that it also stands in a random id or cursor.
 */
const PERSONAL = [
  /Bianca|Rossi|Eriksson|ERIKSSON|\bANNA\b|\bAnna\b/,
  /1519222/,
  // The domain alone is shown.
  /[^•]@example\.com/,
  /E1234567|L898902C3/,
  /(1986|1974|2034)[-/][01]\d[-/][0-3]\d|(860812|740812)\d[MFX<]/,
  /[IP]<UTO|<<ANNA/,
  /203\.0\.113\.7/,
  /peanuts/,
]
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])

let server: TestServer
/** Every scope of keys but applicants:read. */
let blind: string
let full: string
let document: string
let selfie: string
/** A picture that an applicant gave. */
let evidence: EvidenceId
let waiting: string
let run: string
let workflow: string
/** An endpoint that is paused, and one of its deliveries. */
let webhook: Awaited<ReturnType<typeof makeWebhook>>
/** That a session was decided which had read a document. */
let event: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
  full = server.organization.liveKey
  blind = await aKey(SCOPES.filter((scope) => scope !== '*' && scope !== 'applicants:read'))
  document = (await passportPicture()).toString('base64')
  selfie = (await facePicture('holderSelfie')).toString('base64')
  waiting = await aWaitingSession(server, { check: 'done' })
  const page = await openHosted(server, (await createSession(server)).secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
  const row = await server.ctx.db.selectFrom('evidence').select('id').where('slot', '=', 'id_front').executeTakeFirst()
  evidence = row?.id as EvidenceId
  const form = { id: 'CUSTOM_FORM', config: { fields: [{ key: 'diet', label: 'Allergies?', type: 'short-text' }] } }
  const consent = { id: 'CONSENT', config: { consent_text: 'I agree.' } }
  const made = await server.request('POST', '/v1/workflows', {
    key: full,
    body: { name: 'Ask', steps: [form, consent] },
  })
  expect(made.status, made.text).toBe(201)
  workflow = made.json.workflow.id
  run = await aRun()
  webhook = await makeWebhook(server)
  const decided = await aWaitingSession(server, { check: 'done' })
  await server.request('PATCH', `/v1/sessions/${decided}`, { key: full, body: { status: 'REJECTED' } })
  const told = await server.request('GET', `/v1/events?session_id=${decided}`, { key: full })
  event = told.json.events[0].id
}, 60_000)
afterAll(() => server.close())

const operator = () => ({ kind: 'operator' as const, organizationId: server.organization.id })

async function aKey(scopes: readonly string[]): Promise<string> {
  return (await createApiKey(server.ctx, operator(), { environment: 'live', name: 'A key', scopes })).key
}

async function aRun(): Promise<string> {
  const body = { first_name: 'Bianca', last_name: 'Rossi', email: 'bianca@example.com', phone: '+15192223333' }
  const answer = await server.request('POST', `/v1/workflows/${workflow}/sessions`, { key: full, body })
  expect(answer.status, answer.text).toBe(200)
  return answer.json.session_id
}

/** Path and body of every operation under /v1; bodies name nobody whom the answers could only repeat. */
function operations(): Record<string, [path: string, body?: unknown]> {
  const person = { firstName: 'Nobody', lastName: 'Else', email: 'nobody@else.example', phone: '+493012345678' }
  const runner = { first_name: 'Nobody', last_name: 'Else', email: 'nobody@else.example', phone: '+493012345678' }
  const step = { id: 'CONSENT', config: { consent_text: 'I agree.' } }
  return {
    'GET /v1/auth/verify': ['/v1/auth/verify'],
    'POST /v1/sessions': ['/v1/sessions', person],
    'POST /v1/idv': ['/v1/idv', person],
    'GET /v1/sessions': ['/v1/sessions?by_organization=true&limit=500'],
    'GET /v1/sessions/{id}': [`/v1/sessions/${waiting}`],
    'GET /v1/sessions/{id}/invitations': [`/v1/sessions/${waiting}/invitations`],
    'POST /v1/sessions/{id}/link': [`/v1/sessions/${waiting}/link`],
    'POST /v1/sessions/{id}/invitations': [`/v1/sessions/${waiting}/invitations`, { channel: 'email' }],
    'POST /v1/workflows/{id}/sessions': [`/v1/workflows/${workflow}/sessions`, runner],
    'GET /v1/sessions/{id}/workflow': [`/v1/sessions/${run}/workflow`],
    'POST /v1/sessions/{id}/workflow/start': [`/v1/sessions/${run}/workflow/start`, {}],
    'POST /v1/sessions/{id}/uploads': [`/v1/sessions/${run}/uploads`, { files: [{ content_type: 'image/jpeg' }] }],
    'POST /v1/sessions/{id}/steps/{step}': [
      `/v1/sessions/${run}/steps/CUSTOM_FORM`,
      { answers: { diet: 'no peanuts' } },
    ],
    'GET /v1/events': ['/v1/events?limit=500'],
    'GET /v1/events/{id}': [`/v1/events/${event}`],
    'POST /v1/workflows': ['/v1/workflows', { name: 'Theirs', steps: [step] }],
    'GET /v1/workflows': ['/v1/workflows'],
    'GET /v1/workflows/{id}': [`/v1/workflows/${workflow}`],
    'PATCH /v1/workflows/{id}/steps/{step}/config': [`/v1/workflows/${workflow}/steps/CUSTOM_FORM/config`, {}],
    'POST /v1/upload/presign': ['/v1/upload/presign', { files: [{ contentType: 'image/jpeg', byteLength: 1000 }] }],
    'POST /v1/document/scan': ['/v1/document/scan', { image: document }],
    'POST /v1/face/detect': ['/v1/face/detect', { image: selfie }],
    'POST /v1/face/compare': ['/v1/face/compare', { source: selfie, target: selfie }],
    'POST /v1/face/estimate-age': ['/v1/face/estimate-age', { image: selfie }],
    'POST /v1/identity/verify': ['/v1/identity/verify', { documentImage: document, faceImage: selfie }],
    'PATCH /v1/sessions/{id}/update-status': [`/v1/sessions/${waiting}/update-status`, { new_status: 'REJECTED' }],
    'GET /v1/sandbox/clock': ['/v1/sandbox/clock'],
    'POST /v1/sandbox/clock': ['/v1/sandbox/clock', { advance: '1s' }],
    ...webhookOperations(),
    'PATCH /v1/sessions/{id}': [`/v1/sessions/${waiting}`, { status: 'VOIDED' }],
  }
}

function webhookOperations(): Readonly<Record<string, readonly [path: string, body?: unknown]>> {
  const endpoint = `/v1/webhook-endpoints/${webhook.endpoint}`
  const delivery = `/v1/webhook-deliveries/${webhook.delivery}`
  const range = { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z' }
  return {
    'POST /v1/webhook-endpoints': ['/v1/webhook-endpoints', { url: 'https://example.com/webhooks' }],
    'GET /v1/webhook-endpoints': ['/v1/webhook-endpoints'],
    'GET /v1/webhook-endpoints/{id}': [endpoint],
    'PATCH /v1/webhook-endpoints/{id}': [endpoint, { name: 'Theirs' }],
    'POST /v1/webhook-endpoints/{id}/rotate-secret': [`${endpoint}/rotate-secret`, {}],
    'POST /v1/webhook-endpoints/{id}/test': [`${endpoint}/test`, {}],
    'POST /v1/webhook-endpoints/{id}/resend-failed': [`${endpoint}/resend-failed`, range],
    'GET /v1/webhook-endpoints/{id}/deliveries': [`${endpoint}/deliveries`],
    'GET /v1/webhook-deliveries/{id}': [delivery],
    'POST /v1/webhook-deliveries/{id}/resend': [`${delivery}/resend`],
    'DELETE /v1/webhook-endpoints/{id}': [endpoint],
  }
}

function expectNobody(name: string, { text, bytes }: TestAnswer): void {
  const told = PERSONAL.filter((personal) => personal.test(text)).map(String)
  const holdsPicture = bytes.includes(JPEG_START) || text.includes('/9j/')
  expect([name, told, holdsPicture]).toEqual([name, [], false])
}

async function walk(key: string, without = /^$/): Promise<Map<string, TestAnswer>> {
  const answers = new Map<string, TestAnswer>()
  for (const [name, [path, body]] of Object.entries(operations())) {
    if (without.test(name)) continue
    const method = name.split(' ')[0] as 'GET'
    answers.set(name, await server.request(method, path, { key, ...(body !== undefined && { body }) }))
  }
  return answers
}

describe('a key without applicants:read', () => {
  it('is tried on every operation that there is', () => {
    const { paths } = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))
    const all = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      path.startsWith('/v1') ? Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`) : [],
    )
    expect(Object.keys(operations()).sort()).toEqual(all.sort())
  })

  it('is told by no operation who somebody is, and may still work', async () => {
    const answers = await walk(blind)
    for (const [name, answer] of answers) expectNobody(name, answer)
    const statuses = Object.fromEntries([...answers].map(([name, { status }]) => [name, status]))
    const refused = Object.entries(statuses).filter(([, status]) => status >= 400)
    expect(refused.map(([name, status]) => [name, status])).toEqual([
      // The session has been submitted, and this server sends no mail.
      ['POST /v1/sessions/{id}/link', 409],
      ['POST /v1/sessions/{id}/invitations', 409],
      ['POST /v1/sessions/{id}/uploads', 400],
      ['PATCH /v1/workflows/{id}/steps/{step}/config', 400],
      // Live data has no clock.
      ['GET /v1/sandbox/clock', 403],
      ['POST /v1/sandbox/clock', 403],
      // It says where applicants' data goes; the others meet an endpoint that is paused.
      ['POST /v1/webhook-endpoints', 403],
      ['POST /v1/webhook-endpoints/{id}/test', 409],
      ['POST /v1/webhook-endpoints/{id}/resend-failed', 409],
      ['POST /v1/webhook-deliveries/{id}/resend', 409],
    ])
    expect(answers.get('GET /v1/sessions/{id}')?.json).toMatchObject({
      resource_links: {},
      user: { first_name: 'B•••' },
    })
    expect(answers.get('POST /v1/document/scan')?.json).toMatchObject({ documentType: 'passport', lastName: '•••' })
    expect(answers.get('POST /v1/identity/verify')?.json).toMatchObject({ faceMatch: { isMatch: true } })
  }, 90_000)

  it('differs from one that has it, which is told', async () => {
    const seen = await server.request('GET', `/v1/sessions/${waiting}`, { key: full })
    const scan = await server.request('POST', '/v1/document/scan', { key: full, body: { image: document } })
    const asked = await server.request('GET', `/v1/sessions/${run}`, { key: full })
    const text = seen.text + scan.text + asked.text
    const told = await server.request('GET', `/v1/events/${event}`, { key: full })
    expect([told.status, told.text]).toEqual([200, expect.stringMatching(/E1234567/)])
    for (const personal of PERSONAL) expect(text).toMatch(personal)
    expect(Object.keys(seen.json.resource_links)).toBeDefined()
  })

  it('cannot have a picture of a session checked, nor repeat the request of a key that sees', async () => {
    const checker = await aKey(['checks:write'])
    for (const key of [checker, blind]) {
      const scan = await server.request('POST', '/v1/document/scan', { key, body: { image: evidence } })
      expect([scan.status, scan.json.code]).toEqual([403, 'scope_missing'])
      const body = { documentImage: evidence, faceImage: selfie }
      expect((await server.request('POST', '/v1/identity/verify', { key, body })).status).toBe(403)
    }
    const sighted = await aKey(['checks:write', 'applicants:read'])
    const headers = { 'idempotency-key': newId() }
    const first = await server.request('POST', '/v1/document/scan', {
      key: sighted,
      body: { image: evidence },
      headers,
    })
    expect([first.status, first.json.lastName]).toEqual([200, 'ERIKSSON'])
    const again = await server.request('POST', '/v1/document/scan', { key: blind, body: { image: evidence }, headers })
    expect([again.status, again.json.code]).toEqual([422, 'idempotency_mismatch'])
    expectNobody('a repeated request', again)
    // The picture is there, and whoever may see it has it.
    const link = new URL(signFileLink(server.ctx, evidence, newId<ApiKeyId>()))
    const picture = await server.request('GET', `${link.pathname}${link.search}`)
    expect(picture.bytes.includes(JPEG_START)).toBe(true)
  }, 60_000)
})

describe.each(['viewer', 'developer'] as const)('the role %s', (role) => {
  let member: TestMember
  let things: Awaited<ReturnType<typeof makeThings>>
  beforeAll(async () => {
    member = await signUpMember(server, { role })
    things = await makeThings(server)
  })

  it('is told by no endpoint of the console who somebody is', async () => {
    const own = { ...things, session: waiting, evidence }
    // The stream tells ids alone and does not end; the others tell of members, or end what is still needed.
    const apart = /^\/(events|leave|members|invitations)|revoke$/
    for (const { method, path, thing, query = '', body } of ENDPOINTS.filter((one) => !apart.test(one.path))) {
      const url = `~${thing ? path.replace(':id', own[thing]) : path}?${query}`
      expectNobody(`${method} ${path}`, await member.send(method, url, method === 'GET' ? undefined : (body ?? {})))
    }
    const list = await member.get('~/sessions?limit=100')
    expect([list.status, list.json.isMasked, list.json.items.length > 2]).toEqual([200, true, true])
    expectNobody('search', await member.get('~/sessions?search=Bianca'))
    expect((await member.get(`~/evidence/${evidence}`)).status).toBe(403)
  })
})

it('the key that a developer makes is told by no operation who somebody is', async () => {
  const developer = await signUpMember(server, { role: 'developer' })
  const { json } = await developer.post('~/api-keys', { environment: 'live', name: 'Mine' })
  // How the checks' answers are masked was seen above: one of them takes seconds.
  for (const [name, answer] of await walk(json.key, /face|identity/)) expectNobody(name, answer)
}, 60_000)
