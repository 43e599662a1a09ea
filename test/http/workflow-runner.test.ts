import { sql } from 'kysely'
import { afterAll, assert, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const APPLICANT = { email: 'jane@example.com', first_name: 'Jane', last_name: 'Doe', phone: '+15192223333' }
const QUICK_STEPS = [
  { id: 'FACE_LIVENESS_CONSENT_SETTINGS', config: { face_liveness: false } },
  { id: 'CONSENT', config: { consent_text: 'I agree.' } },
  { id: 'WHITE_LABEL' },
]

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer()
  key = server.organization.liveKey
  // These tests are about runs: no limit shall end one in the middle.
  const limits = { rateBurst: 10_000, ratePerSecond: 10_000 }
  await server.ctx.db.updateTable('organizations').set(limits).where('id', '=', server.organization.id).execute()
})
afterAll(() => server.close())

const post = (path: string, body?: unknown, headers = {}) =>
  server.request('POST', path, { key, ...(body !== undefined && { body }), headers })
const get = (path: string) => server.request('GET', path, { key })

async function aWorkflow(steps: readonly unknown[]): Promise<string> {
  const answer = await post('/v1/workflows', { name: 'Runner', steps })
  expect(answer.status, answer.text).toBe(201)
  return answer.json.workflow.id
}

async function aRun(steps: readonly unknown[] = QUICK_STEPS): Promise<string> {
  const answer = await post(`/v1/workflows/${await aWorkflow(steps)}/sessions`, APPLICANT)
  expect(answer.status, answer.text).toBe(200)
  return answer.json.session_id
}

const submit = (id: string, step: string, body: unknown = {}, headers = {}) =>
  post(`/v1/sessions/${id}/steps/${step}`, body, headers)

describe('the public regression collection (contract §12.6)', () => {
  it('walks a workflow of presentation steps from its creation to its end', async () => {
    const workflow = await aWorkflow(QUICK_STEPS)
    const created = await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)
    expect(created.status).toBe(200)
    expect(created.json).toMatchObject({ current_step: 0, expires_at: expect.any(String) })
    expect(created.json.steps.map((step: { step_id: string }) => step.step_id)).toEqual(QUICK_STEPS.map(({ id }) => id))
    const id = created.json.session_id

    expect((await get(`/v1/sessions/${id}/workflow`)).json).toMatchObject({
      ...{ session_id: id, status: 'PENDING', session_progress: 'PENDING', current_step: 0, attempts_remaining: 3 },
      steps: QUICK_STEPS.map(({ id: step_id }) => ({ step_id, status: 'PENDING', attempts: 0, started_at: null })),
    })
    for (const body of [{}, undefined]) {
      const started = await post(`/v1/sessions/${id}/workflow/start`, body)
      expect([started.status, started.json.current_step]).toEqual([200, 0])
    }
    const early = await submit(id, 'WHITE_LABEL', { acknowledged: true })
    expect([early.status, early.json.current_step]).toEqual([409, 0])
    expect(early.json).toMatchObject({
      code: 'STEP_OUT_OF_ORDER',
      error: 'Workflow step is out of order',
      step_id: 'WHITE_LABEL',
    })
    const upload = await post(`/v1/sessions/${id}/uploads`, {
      files: [{ file_name: 'a.jpg', content_type: 'image/jpeg', slot: 'unexpected_slot' }],
    })
    expect(upload.status).toBe(400)
    expect(upload.json).toMatchObject({
      code: 'INVALID_UPLOAD_SLOT',
      invalid_slots: ['unexpected_slot'],
      allowed_slots: [],
    })

    expect((await submit(id, 'face-liveness-consent-settings')).json).toMatchObject({
      ...{ step_id: 'FACE_LIVENESS_CONSENT_SETTINGS', step_status: 'COMPLETED', failure_reason: null },
      ...{ current_step: 1, session_status: 'PENDING', session_progress: 'STARTED' },
    })
    const consent = await submit(id, 'Consent', { accepted: true, legal_name: 'Jane Doe' })
    expect(consent.json.current_step).toBe(2)
    const last = await submit(id, 'WHITE_LABEL', { acknowledged: true })
    expect(last.json).toMatchObject({ current_step: null, session_progress: 'COMPLETED' })

    const { json: state } = await get(`/v1/sessions/${id}/workflow`)
    expect(state.steps.map((step: { status: string }) => step.status)).toEqual(Array(3).fill('COMPLETED'))
    expect(state.current_step).toBeNull()
    const late = await post(`/v1/sessions/${id}/workflow/start`, {})
    expect(late.json).toMatchObject({ code: 'SESSION_NOT_RUNNABLE', current_step: null })
    expect((await submit(id, 'WHITE_LABEL', { acknowledged: true })).status).toBe(409)
  })

  it('stores a workflow with E_SIGNATURE and runs none (§12.7)', async () => {
    const workflow = await aWorkflow([{ id: 'E_SIGNATURE', config: { template_id: 't', template_signer_count: 1 } }])
    const answer = await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ code: 'INVALID_WORKFLOW_STEP', invalid_steps: ['e-signature'] })
    expect(answer.json.error).toContain('e-signature')
    const hosted = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', workflowId: workflow }
    expect((await post('/v1/sessions', hosted)).status).toBe(400)
  })

  it('keeps the settings of PHONE_VERIFICATION as they are given (§12.3)', async () => {
    const workflow = await aWorkflow([{ id: 'PHONE_VERIFICATION' }])
    const config = { verification_prompt: 'Say yes' }
    const path = `/v1/workflows/${workflow}/steps/phone-verification/config`
    const patched = await server.request('PATCH', path, { key, body: { config } })
    expect(patched.status).toBe(200)
    expect(patched.json.workflow.steps[0].config).toEqual(config)
  })
})

describe('what is refused', () => {
  it('says SESSION_NOT_FOUND, WORKFLOW_NOT_FOUND and STEP_NOT_FOUND', async () => {
    const unknown = '5b1f0c9e-6e3a-4f0a-9d0e-111111111111'
    expect((await get(`/v1/sessions/${unknown}/workflow`)).json).toMatchObject({ code: 'SESSION_NOT_FOUND' })
    for (const workflow of [unknown, 'nonsense']) {
      const answer = await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)
      expect([answer.status, answer.json.code]).toEqual([404, 'WORKFLOW_NOT_FOUND'])
      expect((await get(`/v1/workflows/${workflow}`)).status).toBe(404)
    }
    const id = await aRun()
    const answer = await submit(id, 'KYB')
    expect([answer.status, answer.json.code]).toEqual([404, 'STEP_NOT_FOUND'])
  })

  it('a session of the hosted page has no workflow execution', async () => {
    const body = { firstName: 'Jane', lastName: 'Doe', email: 'j@example.com', phone: '+15192223333' }
    const { json } = await post('/v1/sessions', body)
    for (const answer of [
      await get(`/v1/sessions/${json.id}/workflow`),
      await post(`/v1/sessions/${json.id}/workflow/start`, {}),
      await submit(json.id, 'ID_VERIFICATION'),
    ]) {
      expect([answer.status, answer.json.code]).toEqual([404, 'WORKFLOW_EXECUTION_NOT_FOUND'])
    }
  })

  it('an inactive workflow is 400, an empty balance 402 INSUFFICIENT_FUNDS', async () => {
    const workflow = await aWorkflow([{ id: 'ID_VERIFICATION' }])
    const { db } = server.ctx
    await db
      .updateTable('balances')
      .set({ availableTokens: 0 })
      .where('organizationId', '=', server.organization.id)
      .execute()
    const poor = await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)
    expect([poor.status, poor.json.code]).toEqual([402, 'INSUFFICIENT_FUNDS'])
    await db
      .updateTable('balances')
      .set({ availableTokens: 1000 })
      .where('organizationId', '=', server.organization.id)
      .execute()
    await db
      .updateTable('workflows')
      .set({ status: 'inactive' })
      .where('id', '=', workflow as never)
      .execute()
    expect((await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)).status).toBe(400)
  })

  it('unknown keys of a submission, and a yes without a name', async () => {
    const id = await aRun()
    expect((await submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS', { accepted: true })).status).toBe(400)
    await submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS')
    const nameless = await submit(id, 'CONSENT', { accepted: true })
    expect(nameless.json.hints).toMatchObject([{ path: ['legal_name'] }])
    const odd = await submit(id, 'CONSENT', { accepted: true, legal_name: 'Jane', mood: 'good' })
    expect(odd.json).toMatchObject({ code: 'VALIDATION_ERROR', hints: [{ path: ['mood'] }] })
    const { json } = await get(`/v1/sessions/${id}/workflow`)
    expect(json).toMatchObject({ current_step: 1, attempts_remaining: 3 })
  })

  it('two clients that submit at once: one result', async () => {
    const id = await aRun()
    const answers = await Promise.all([1, 2, 3, 4].map(() => submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    const { json } = await get(`/v1/sessions/${id}/workflow`)
    expect(json.steps[0]).toMatchObject({ status: 'COMPLETED', attempts: 1 })
  })

  it('another submission while one is being judged', async () => {
    const id = await aRun()
    await sql`insert into session_steps (organization_id, session_id, position, step, status, check_id)
      select organization_id, id, 0, 'FACE_LIVENESS_CONSENT_SETTINGS', 'IN_PROGRESS', gen_random_uuid()
      from sessions where id = ${id}`.execute(server.ctx.db)
    const answer = await submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS')
    expect([answer.status, answer.json]).toMatchObject([
      409,
      { code: 'STEP_IN_PROGRESS', current_step: 0, failure_reason: expect.stringMatching(/_RESULT_NOT_READY$/) },
    ])
  })

  it('a submission that is repeated under its Idempotency-Key is answered as the first', async () => {
    const id = await aRun()
    const headers = { 'idempotency-key': 'step-1' }
    const [first, second] = [
      await submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS', {}, headers),
      await submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS', {}, headers),
    ]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.json).toEqual(first.json)
  })

  it('more than twenty files of one call, a slot named twice, and both ways of naming one', async () => {
    const id = await aRun([{ id: 'ID_VERIFICATION' }])
    const file = { file_name: 'a.jpg', content_type: 'image/jpeg' }
    const announce = (files: readonly unknown[]) => post(`/v1/sessions/${id}/uploads`, { files })
    expect((await announce(Array(50).fill({ ...file, slot: 'id_front' }))).status).toBe(400)
    expect((await announce([])).status).toBe(400)
    expect((await announce([file])).status).toBe(400)
    expect((await announce([{ ...file, slot: 'id_front', upload_type: 'id_front' }])).status).toBe(400)
    const twice = await announce([
      { ...file, slot: 'id_front' },
      { ...file, slot: 'id_front' },
    ])
    expect(twice.json.error).toContain('duplicate')
    expect((await announce([{ ...file, content_type: 'application/pdf', slot: 'id_front' }])).status).toBe(400)
    const good = await announce([{ ...file, upload_type: 'id_front' }])
    expect(good.json.signed_urls).toMatchObject([{ slot: 'id_front', upload_type: 'id_front' }])
  })

  it('file keys of another session, of nothing, and to which nothing was uploaded', async () => {
    const [id, other] = [await aRun([{ id: 'ID_VERIFICATION' }]), await aRun([{ id: 'ID_VERIFICATION' }])]
    const announced = await post(`/v1/sessions/${other}/uploads`, {
      files: ['id_front', 'selfie_front'].map((slot) => ({ file_name: 'a', content_type: 'image/jpeg', slot })),
    })
    const [front, selfie] = announced.json.signed_urls.map((url: { file_key: string }) => url.file_key)
    const foreign = await submit(id, 'ID_VERIFICATION', { uploads: { id_front: front, selfie_front: 'nonsense' } })
    expect(foreign.json).toMatchObject({
      code: 'INVALID_UPLOAD',
      hints: [{ path: ['uploads', 'id_front'] }, { path: ['uploads', 'selfie_front'] }],
    })
    const empty = await submit(other, 'ID_VERIFICATION', { uploads: { id_front: front, selfie_front: selfie } })
    expect([empty.status, empty.json.hints.length]).toEqual([400, 2])
    const missing = await submit(other, 'ID_VERIFICATION', {})
    expect(missing.json.hints.map((hint: { path: string[] }) => hint.path[1])).toEqual(['id_front', 'selfie_front'])
  })
})

describe('a kind of step that this installation no longer has', () => {
  it('leaves its workflow readable and begins no session with it', async () => {
    const workflow = await aWorkflow(QUICK_STEPS)
    const before = (await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)).json.session_id
    const gone = JSON.stringify([{ id: 'PALM_READING', config: { hand: 'left' } }])
    await sql`update workflow_versions set steps = ${gone}::jsonb where workflow_id = ${workflow}`.execute(
      server.ctx.db,
    )

    const read = await get(`/v1/workflows/${workflow}`)
    expect([read.status, read.json.workflow.steps[0]]).toMatchObject([200, { id: 'PALM_READING' }])
    expect((await get('/v1/workflows')).status).toBe(200)
    const started = await post(`/v1/workflows/${workflow}/sessions`, APPLICANT)
    expect([started.status, started.text]).toEqual([400, expect.stringMatching(/palm.reading/i)])
    const hosted = await post('/v1/sessions', {
      ...{ firstName: 'Jane', lastName: 'Doe', email: APPLICANT.email, workflowId: workflow },
    })
    expect([hosted.status, hosted.text]).toEqual([400, expect.stringMatching(/palm.reading/i)])
    expect((await get(`/v1/sessions/${before}`)).status).toBe(200)
    expect((await get(`/v1/sessions/${before}/workflow`)).json.session_id).toBe(before)
  })
})

describe('events', () => {
  it('tell of the creation and of every change of status, numbered within the session', async () => {
    const id = await aRun()
    await submit(id, 'FACE_LIVENESS_CONSENT_SETTINGS')
    await submit(id, 'CONSENT', { accepted: false })
    const last = await submit(id, 'WHITE_LABEL', { acknowledged: true })
    expect(last.json.session_status).toBe('REJECTED')
    const { json } = await get(`/v1/events?session_id=${id}`)
    // The clock of the tests stands still: the number alone tells the order.
    expect(json.events).toMatchObject([
      { type: 'session.status.rejected', sequence: 3, session_id: id },
      { type: 'session.status.submitted', sequence: 2 },
      { type: 'session.created', sequence: 1 },
    ])
    const record = (await get(`/v1/sessions/${id}`)).json.session_record
    expect(record.meta_data.declinedData.reason).toMatchObject({ code: 'CONSENT_DECLINED', severity: 'CRITICAL' })
    expect(record.meta_data.declinedData.reason.detail).not.toBe('')
  })

  it('page by a cursor that belongs to their filters', async () => {
    const all = (await get('/v1/events?limit=100')).json.events
    const paged: unknown[] = []
    let first: TestAnswer | undefined
    for (let token: string | null = ''; token !== null; ) {
      const page: TestAnswer = await get(`/v1/events?limit=2${token && `&next_token=${encodeURIComponent(token)}`}`)
      first ??= page
      paged.push(...page.json.events)
      token = page.json.next_token
    }
    expect(paged).toEqual(all)
    expect(all.length).toBeGreaterThan(4)
    assert(first)
    const wrong = await get(`/v1/events?type=session.created&next_token=${encodeURIComponent(first.json.next_token)}`)
    expect(wrong.status).toBe(400)
  })
})
