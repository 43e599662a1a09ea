/** Proves that a sandbox goes where its developer steers it, by the roads of live data, and that live data cannot be steered. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/lib/ids.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { SCENARIO_NAMES } from '../../src/services/scenarios.ts'
import { startReceiver } from '../harness/receiver.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const SOON = { timeout: 20_000, interval: 50 }
const PERSON = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
    OPENIDV_RATE_PER_SECOND: '1000',
    OPENIDV_RATE_BURST: '1000',
  })
})
afterAll(() => server.close())

type CallOptions = { readonly key?: string; readonly headers?: Readonly<Record<string, string>> }

const call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, options: CallOptions = {}) =>
  server.request(method, `/v1/${path}`, {
    key: server.organization.sandboxKey,
    ...(body !== undefined && { body }),
    ...options,
  })

const create = (fields: object, options?: CallOptions) => call('POST', 'sessions', { ...PERSON, ...fields }, options)

async function start(fields: object): Promise<string> {
  const { status, json } = await create({ sandboxDelaySeconds: 0, ...fields })
  expect(status, JSON.stringify(json)).toBe(200)
  return json.id
}

const read = async (id: string) => (await call('GET', `sessions/${id}`)).json.session_record

async function reach(id: string, status: string) {
  await expect.poll(async () => (await read(id)).status, SOON).toBe(status)
  return read(id)
}

const listTypes = async (id: string): Promise<string[]> =>
  (await call('GET', `events?session_id=${id}`)).json.events.map(({ type }: { type: string }) => type).toReversed()

function hintOf({ status, json }: TestAnswer): unknown {
  return [status, json.hints?.[0]?.path?.join('.'), json.hints?.[0]?.message]
}

async function aWorkflow(...steps: readonly object[]): Promise<string> {
  const { status, json } = await call('POST', 'workflows', { name: `Workflow ${newId()}`, steps })
  expect(status, JSON.stringify(json)).toBe(201)
  return json.workflow.id
}

const FAILURES = [
  'FACE_MISMATCH',
  'LIVENESS_ID_MISMATCH',
  'NO_FACE_DETECTED',
  'OCR_NAME_MISSING',
  'DOC_TYPE_NOT_ALLOWED',
  'ID_TYPE_UNRECOGNIZED',
  'ID_TYPE_LOW_CONFIDENCE',
  'SELFIE_IS_DOCUMENT',
]
const ENDS: Readonly<Record<string, string>> = {
  ...{ verified: 'VERIFIED', slow: 'VERIFIED', rejected: 'REJECTED', review: 'SUBMITTED', failed: 'FAILED' },
  ...{ expired: 'EXPIRED', document_expired: 'REJECTED', low_liveness: 'SUBMITTED' },
  ...Object.fromEntries(FAILURES.map((reason) => [reason.toLowerCase(), 'FAILED'])),
}
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  VERIFIED: ['session.created', 'session.status.submitted', 'session.status.verified'],
  REJECTED: ['session.created', 'session.status.submitted', 'session.status.rejected'],
  SUBMITTED: ['session.created', 'session.status.submitted'],
  FAILED: ['session.created', 'session.status.failed'],
  EXPIRED: ['session.created', 'session.status.expired'],
}

describe('a scenario', () => {
  it('of every name walks the session to its end, with the events and the analysis that fit it', async () => {
    expect(Object.keys(ENDS).sort()).toEqual([...SCENARIO_NAMES].sort())
    const workflowId = await aWorkflow(
      ...[{ id: 'CONSENT', config: { consent_text: 'Do you agree?' } }, { id: 'ID_VERIFICATION' }],
      ...[{ id: 'FACE_LIVENESS' }, { id: 'AGE_ESTIMATION' }],
    )
    const started = await Promise.all(
      SCENARIO_NAMES.map(async (name) => [name, await start({ workflowId, sandbox_scenario: name })] as const),
    )
    for (const [name, id] of started) {
      const end = ENDS[name] ?? ''
      const record = await reach(id, end)
      expect([name, await listTypes(id)]).toEqual([name, EVENTS[end]])
      expect(record.session_progress).toBe(end === 'EXPIRED' ? 'PENDING' : 'COMPLETED')
      const failed = record.meta_data?.failureData?.attempts.map(({ reason }: { reason: string }) => reason)
      const reason = name === 'failed' ? 'FACE_MISMATCH' : name.toUpperCase()
      expect(failed).toEqual(end === 'FAILED' ? [reason, reason, reason] : undefined)
    }
    const ids = Object.fromEntries(started)
    const verified = await read(ids.verified ?? '')
    expect(verified.decision_source).toBe('AUTO_APPROVE')
    expect(verified.analysis_data).toMatchObject({
      ...{ id_matches_selfie: true, id_matches_liveness: true, faceliveness_score: 99.49 },
      ...{ age_estimation_data: { estimated_age: 38 }, consent_data: { accepted: true } },
      id_analysis_data: { expiry_date_pass: true },
    })
    const texts = verified.analysis_data.id_analysis_data.id_extracted_text
    const text = (type: string) => texts.find((field: { type: string }) => field.type === type)?.value
    expect([text('LAST_NAME'), text('DOCUMENT_NUMBER')]).toEqual(['ERIKSSON', 'SANDBOX01'])
    const rejected = await read(ids.rejected ?? '')
    expect(rejected.analysis_data.id_matches_selfie).toBe(false)
    expect(rejected.meta_data.declinedData.reason).toMatchObject({ code: 'FACE_SELFIE_MISMATCH' })
    const expired = await read(ids.document_expired ?? '')
    expect(expired.analysis_data.id_analysis_data.expiry_date_pass).toBe(false)
  })

  it('may be named by the address, fits workflows that prove nobody, and is refused where it has no step', async () => {
    const workflowId = await aWorkflow({
      id: 'CUSTOM_FORM',
      config: { fields: [{ key: 'age', label: 'How old are you?', type: 'number', required: true }] },
    })
    const tagged = await start({ email: 'Anna+News+Verified@example.com', workflowId })
    const declined = await start({ email: 'anna+rejected@example.com', workflowId })
    const reviewed = await start({ sandboxScenario: 'review', workflowId })
    const plain = await start({ email: 'anna+newsletter@example.com', workflowId })
    expect((await reach(tagged, 'VERIFIED')).analysis_data.custom_form_data).toHaveLength(1)
    await reach(declined, 'REJECTED')
    await reach(reviewed, 'SUBMITTED')
    expect(await read(plain)).toMatchObject({ status: 'PENDING', session_progress: 'PENDING' })
    const message = 'face_mismatch needs a workflow with ID_VERIFICATION'
    expect(hintOf(await create({ sandboxScenario: 'face_mismatch', workflowId }))).toEqual([
      400,
      'sandboxScenario',
      message,
    ])
    expect(hintOf(await create({ email: 'a+face-mismatch@example.com', workflowId }))).toEqual([400, 'email', message])
    const [status, path, allowed] = hintOf(await create({ sandboxScenario: 'sunny' })) as [number, string, string]
    expect([status, path]).toEqual([400, 'sandboxScenario'])
    for (const name of SCENARIO_NAMES) expect(allowed).toContain(name)
    expect((await create({ sandboxScenario: 'verified', sandboxDelaySeconds: -1 })).status).toBe(400)
    expect((await create({ sandboxScenario: 'verified', sandboxDelaySeconds: 3601 })).status).toBe(400)
  })

  it('takes the time that is asked for, and goes on where it was when the server was away', async () => {
    const waiting = await start({ sandboxScenario: 'verified', sandboxDelaySeconds: 3600 })
    const id = await start({ sandboxScenario: 'verified', sandboxDelaySeconds: 1 })
    await server.restart(async () => {})
    await reach(id, 'VERIFIED')
    expect(await read(waiting)).toMatchObject({ status: 'PENDING', session_progress: 'PENDING' })
  })

  it('ends where somebody else takes the session over', async () => {
    const { json } = await create({ sandboxScenario: 'verified', sandboxDelaySeconds: 3600 })
    const opened = await server.request('POST', '/hosted/open', {
      body: { secret: json.session_url.split('/').at(-1) },
      headers: { origin: 'http://openidv.test' },
    })
    expect(opened.status).toBe(200)
    const voided = await start({ sandboxScenario: 'verified', sandboxDelaySeconds: 3600 })
    await call('PATCH', `sessions/${voided}`, { status: 'VOIDED' })
    await sql`update sandbox_walks set due_at = now()`.execute(server.ctx.db)
    await expect
      .poll(async () => {
        const rows = await server.ctx.db.selectFrom('sandboxWalks').select('sessionId').execute()
        return rows.filter(({ sessionId }) => [json.id, voided].includes(sessionId)).length
      }, SOON)
      .toBe(0)
    expect([(await read(json.id)).status, (await read(voided)).status]).toEqual(['PENDING', 'VOIDED'])
  })

  it('is nothing of live data, by whichever road it is tried', async () => {
    const live = { key: server.organization.liveKey }
    const message = 'works in the sandbox only: leave it out here'
    expect(hintOf(await create({ sandbox_scenario: 'verified' }, live))).toEqual([400, 'sandboxScenario', message])
    expect(hintOf(await create({ sandboxDelaySeconds: 0 }, live))).toEqual([400, 'sandboxDelaySeconds', message])
    const { status, json } = await create({ email: 'anna+verified@example.com', sendEmailInvite: false }, live)
    expect(status).toBe(200)
    const steer = (environment: string) =>
      sql`
        insert into sandbox_walks (session_id, organization_id, environment, scenario, pause_ms, due_at)
        values (${json.id}, ${server.organization.id}, ${environment}, 'verified', 0, now())
      `.execute(server.ctx.db)
    await expect(steer('live')).rejects.toThrow(/environment_check/)
    await steer('sandbox')
    const log = () => server.logLines.filter((line) => line.includes('only a session of the sandbox walks'))
    await expect.poll(() => log().length, SOON).toBeGreaterThan(0)
    expect((await call('GET', `sessions/${json.id}`, undefined, live)).json.session_record.status).toBe('PENDING')
    await sql`delete from sandbox_walks where session_id = ${json.id}`.execute(server.ctx.db)
  })
})

describe('the clock', () => {
  const DAY_MS = 86_400_000
  const advance = (by: unknown, options?: CallOptions) => call('POST', 'sandbox/clock', { advance: by }, options)
  const advanced = async () => (await call('GET', 'sandbox/clock')).json.advanced_seconds
  const readAs = async (key: string, id: string) =>
    (await server.request('GET', `/v1/sessions/${id}`, { key })).json.session_record

  it('lets days pass for what is in one sandbox, and for nothing else', async () => {
    const { sandboxKey, liveKey } = server.organization
    const others = await createOrganization(server.ctx, { name: 'Others' })
    const keys = [sandboxKey, liveKey, others.sandboxKey]
    const made = await Promise.all(
      keys.map(async (key) => (await create({ sendEmailInvite: false }, { key })).json.id as string),
    )
    const verified = await start({ sandboxScenario: 'verified' })
    await reach(verified, 'VERIFIED')
    const look = () =>
      Promise.all([...keys.map((key, at) => readAs(key, made[at] ?? '')), readAs(sandboxKey, verified)])
    const [before, ...apart] = await look()
    const decided = apart.pop()
    const total = await advanced()
    const { status, json } = await advance('8d')
    expect([status, json.advanced_seconds]).toEqual([200, total + 8 * 86_400])
    await expect.poll(() => listTypes(made[0] ?? ''), SOON).toEqual(EVENTS.EXPIRED)

    const [after, ...untouched] = await look()
    const passed = untouched.pop()
    expect(untouched).toEqual(apart)
    const earlier = (time: string) => new Date(Date.parse(time) - 8 * DAY_MS).toISOString()
    expect(after).toMatchObject({ created_at: earlier(before.created_at), expires_at: earlier(before.expires_at) })
    expect(passed).toMatchObject({ status: 'VERIFIED', submitted_at: earlier(decided.submitted_at) })
    expect(passed.meta_data.applicantViewTime).toBe(earlier(decided.meta_data.applicantViewTime))
    expect(after.submitted_at).toBeUndefined()
    const next = (await create({})).json
    expect(Date.parse(next.expires_at)).toBeGreaterThan(server.clock.nowMs())
  })

  it('tries a webhook again that waits for hours, and erases what is old by then', async () => {
    const receiver = await startReceiver()
    receiver.answer = (_request, reply) => void reply.writeHead(503).end()
    const endpoint = await call('POST', 'webhook-endpoints', { url: receiver.url })
    expect(endpoint.status).toBe(201)
    const files = [{ contentType: 'image/jpeg', byteLength: 1000 }]
    const live = { key: server.organization.liveKey }
    const presigned = [
      await call('POST', 'upload/presign', { files }),
      await call('POST', 'upload/presign', { files }, live),
    ]
    expect(presigned.map(({ status }) => status)).toEqual([200, 200])
    await create({})
    await expect.poll(() => receiver.received.length, SOON).toBe(1)
    const waiting = async () => (await call('GET', `webhook-endpoints/${endpoint.json.id}/deliveries`)).json.deliveries
    await expect.poll(async () => (await waiting())[0]?.attempts, SOON).toBe(1)
    await sql`update webhook_deliveries set due_at = now() + interval '2 hours' where state = 'waiting'`.execute(
      server.ctx.db,
    )
    receiver.answer = (_request, reply) => void reply.end()
    await advance('2d')
    await expect.poll(async () => (await waiting())[0]?.state, SOON).toBe('delivered')
    const left = () =>
      server.ctx.db.selectFrom('evidence').select('environment').where('state', '<>', 'erased').execute()
    await expect.poll(left, SOON).toEqual([{ environment: 'live' }])
    await receiver.close()
  })

  it('goes forward only, by what can be read, in the sandbox only, and once for a request that is repeated', async () => {
    const total = await advanced()
    for (const by of [
      '-8d',
      '0d',
      '8',
      'd',
      '8 d',
      '1.5h',
      '367d',
      '999999999d',
      '9999999999s',
      '8w',
      '',
      8,
      null,
      {},
    ]) {
      const refused = await advance(by)
      expect([by, refused.status, refused.json.hints[0].path]).toEqual([by, 400, ['advance']])
    }
    const live = { key: server.organization.liveKey }
    expect((await advance('8d', live)).status).toBe(403)
    expect((await call('GET', 'sandbox/clock', undefined, live)).status).toBe(403)
    expect(await advanced()).toBe(total)
    const named = { headers: { 'idempotency-key': newId() } }
    await Promise.all([advance('1m', named), advance('1h')])
    expect((await advance('1m', named)).json.advanced_seconds).toBeLessThanOrEqual(total + 3660)
    expect(await advanced()).toBe(total + 3660)
  })
})
