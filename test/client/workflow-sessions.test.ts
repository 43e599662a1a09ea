import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { ConflictError, InsufficientBalanceError, NotFoundError, ValidationError } from '../../client/errors.ts'
import type { EventPage, ListEvents } from '../../client/resources/events.ts'
import type {
  CreateWorkflowSession,
  SignedUploads,
  SubmittedStep,
  WorkflowSession,
} from '../../client/resources/workflow-sessions.ts'
import type { CreateWorkflow } from '../../client/resources/workflows.ts'
import { pdfFile } from '../fixtures/pdf.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { answer, forwardTo, loseAnswerOf, openEdge, type Step } from './edge.ts'
import { type ListeningServer, startListeningServer } from './listening-server.ts'
import { recordedTiming } from './recorded-timing.ts'

const TIMEOUT_MS = 120_000
const APPLICANT = { first_name: 'Anna', last_name: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }
const CONSENT = { id: 'CONSENT', config: { consent_text: 'I agree.' } }
const AGREED = { accepted: true, legal_name: 'Anna Eriksson' }
const NOBODY = '00000000-0000-4000-8000-000000000000'

let server: ListeningServer
beforeAll(async () => {
  const plenty = { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_SIGNUP_GRANT_TOKENS: '100000' }
  server = await startListeningServer(plenty)
}, TIMEOUT_MS)
afterAll(() => server.close())

/** Creates a workflow and a session of it; answers the session's id. */
async function aRun(...steps: CreateWorkflow['steps']): Promise<string> {
  const { workflows, workflowSessions } = server.connect()
  const { workflow } = await workflows.create({ name: 'Run', steps })
  return (await workflowSessions.create(workflow.id, APPLICANT)).session_id
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail('The call succeeded'),
    (error: unknown) => error,
  )
}

describe('a workflow session', { timeout: TIMEOUT_MS }, () => {
  it('is driven from its creation to its decision', async () => {
    const { workflows, workflowSessions: runs, sessions } = server.connect()
    const { workflow } = await workflows.create({ name: 'Loop', steps: [{ id: 'ID_VERIFICATION' }, CONSENT] })
    const created = await runs.create(workflow.id, { ...APPLICANT, external_id: 'customer-7' })
    expect(created).toMatchObject({ current_step: 0, steps: [{ step_id: 'ID_VERIFICATION' }, { step_id: 'CONSENT' }] })
    const id = created.session_id
    expect(await runs.start(id)).toEqual(await runs.retrieve(id))

    const pictures = { id_front: await passportPicture(), selfie_front: await facePicture('holderSelfie') }
    const uploads = await runs.upload(id, pictures)
    expectTypeOf(uploads).toEqualTypeOf<Record<'id_front' | 'selfie_front', string>>()
    expect(Object.keys(uploads)).toEqual(['id_front', 'selfie_front'])
    const first = await runs.submitStep(id, 'ID_VERIFICATION', { uploads })
    expect(first).toMatchObject({ step_status: 'COMPLETED', failure_reason: null, current_step: 1 })
    const last = await runs.submitStep(id, 'CONSENT', AGREED)
    expect(last).toMatchObject({ step_status: 'COMPLETED', current_step: null, session_status: 'VERIFIED' })

    expect(await runs.retrieve(id)).toMatchObject({ session_id: id, status: 'VERIFIED', current_step: null })
    const { session_record } = await sessions.retrieve(id)
    expect(session_record).toMatchObject({ status: 'VERIFIED', external_id: 'customer-7' })
  })

  it('says why a step was given back, which is no error', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const pictures = { id_front: await passportPicture(), selfie_front: await facePicture('strangerSelfie') }
    const answer = await runs.submitStep(id, 'ID_VERIFICATION', { uploads: await runs.upload(id, pictures) })
    expect(answer).toMatchObject({ step_status: 'PENDING', failure_reason: 'FACE_MISMATCH', attempts_remaining: 2 })
  })

  it('refuses a step that is not the current one with STEP_OUT_OF_ORDER', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun(CONSENT, { id: 'WHITE_LABEL' })
    const error = await failureOf(runs.submitStep(id, 'WHITE_LABEL', { acknowledged: true }))
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ status: 409, code: 'STEP_OUT_OF_ORDER', details: { current_step: 0 } })
  })

  it('fails with the upper-case codes of its routes', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun(CONSENT)
    const unknown = await failureOf(runs.retrieve(NOBODY))
    expect(unknown).toBeInstanceOf(NotFoundError)
    expect(unknown).toMatchObject({ code: 'SESSION_NOT_FOUND' })
    expect(await failureOf(runs.create(NOBODY, APPLICANT))).toMatchObject({ code: 'WORKFLOW_NOT_FOUND' })

    const nameless = await failureOf(runs.submitStep(id, 'CONSENT', { accepted: true }))
    expect(nameless).toBeInstanceOf(ValidationError)
    expect(nameless).toMatchObject({ code: 'VALIDATION_ERROR', hints: [{ path: ['legal_name'] }] })

    await runs.submitStep(id, 'consent', AGREED)
    expect(await failureOf(runs.start(id))).toMatchObject({ status: 409, code: 'SESSION_NOT_RUNNABLE' })
  })

  it('is not created without tokens: INSUFFICIENT_FUNDS', async () => {
    const poor = await startListeningServer({ OPENIDV_SIGNUP_GRANT_TOKENS: '1' })
    const { workflows, workflowSessions } = poor.connect()
    const { workflow } = await workflows.create({ name: 'Dear', steps: [CONSENT] })
    const error = await failureOf(workflowSessions.create(workflow.id, APPLICANT))
    expect(error).toBeInstanceOf(InsufficientBalanceError)
    expect(error).toMatchObject({ status: 402, code: 'INSUFFICIENT_FUNDS' })
    await poor.close()
  })
})

describe('a submission', () => {
  it('is taken once when the answer to its first attempt is lost', async () => {
    const id = await aRun(CONSENT, { id: 'WHITE_LABEL' })
    const edge = await openEdge(loseAnswerOf(server.url), forwardTo(server.url))
    const { workflowSessions: runs } = server.connect({ baseUrl: edge.url, timing: recordedTiming() })
    expect(await runs.submitStep(id, 'CONSENT', AGREED)).toMatchObject({ step_status: 'COMPLETED', current_step: 1 })
    const keys = edge.seen.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0]])
    expect((await runs.retrieve(id)).steps[0]).toMatchObject({ status: 'COMPLETED', attempts: 1 })
    await edge.close()
  })

  it('is answered as the first under the same key of the caller', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun(CONSENT, { id: 'WHITE_LABEL' })
    const options = { idempotencyKey: 'consent-7' }
    const first = await runs.submitStep(id, 'CONSENT', AGREED, options)
    expect(await runs.submitStep(id, 'CONSENT', AGREED, options)).toEqual(first)
  })

  it('may leave its body out', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun({ id: 'FACE_LIVENESS_CONSENT_SETTINGS', config: { face_liveness: false } })
    const answer = await runs.submitStep(id, 'FACE_LIVENESS_CONSENT_SETTINGS')
    expect(answer).toMatchObject({ step_status: 'COMPLETED', current_step: null })
  })
})

describe('files', { timeout: TIMEOUT_MS }, () => {
  const bill = { id: 'DOCUMENT_UPLOAD', config: { documents: [{ id: 'bill', description: 'A bill' }] } }

  it('may be PDFs where the step takes them', async () => {
    const { workflowSessions: runs, sessions } = server.connect()
    const id = await aRun(bill)
    const uploads = await runs.upload(id, { bill: pdfFile({ pages: 2 }) })
    const answer = await runs.submitStep(id, 'DOCUMENT_UPLOAD', { uploads })
    expect(answer).toMatchObject({ step_status: 'COMPLETED', session_status: 'SUBMITTED' })
    const { session_record } = await sessions.retrieve(id)
    expect(session_record.analysis_data?.document_upload_data).toEqual([
      { document_id: 'bill', format: 'pdf', page_count: 2 },
    ])
  })

  it('that are PDFs where the step takes pictures, or in no slot of it, are a ValidationError', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const error = await failureOf(runs.upload(id, { id_front: pdfFile() }))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error).toMatchObject({ code: 'VALIDATION_ERROR', hints: [{ path: ['files', 0, 'content_type'] }] })
    const stray = await failureOf(runs.upload(id, { bill: pdfFile() }))
    expect(stray).toMatchObject({ code: 'INVALID_UPLOAD_SLOT', details: { invalid_slots: ['bill'] } })
  })

  it('get signed URLs without being sent', async () => {
    const { workflowSessions: runs } = server.connect()
    const id = await aRun(bill)
    const file = { file_name: 'bill.png', content_type: 'image/png', slot: 'bill' }
    const { signed_urls } = await runs.createUploads(id, [file])
    expect(signed_urls).toMatchObject([{ slot: 'bill', upload_url: expect.stringContaining(server.url) }])
  })

  it('arrive once when the answer to the upload is lost', async () => {
    const id = await aRun(bill)
    // The server puts its own address into the URL; the edge's stands in for it.
    const announce: Step = async ({ method, path, headers, body }, reply) => {
      const kept = { 'x-api-key': String(headers['x-api-key']), 'content-type': 'application/json' }
      const answered = await fetch(server.url + path, { method, headers: kept, body })
      reply.end((await answered.text()).replaceAll(server.url, edge.url))
    }
    const edge = await openEdge(announce, loseAnswerOf(server.url), forwardTo(server.url))
    const { workflowSessions: runs } = server.connect({ baseUrl: edge.url, timing: recordedTiming() })
    const uploads = await runs.upload(id, { bill: pdfFile() })
    expect(edge.seen.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT'])
    expect(edge.seen.slice(1).map(({ headers }) => headers['x-api-key'])).toEqual([undefined, undefined])
    const answer = await runs.submitStep(id, 'DOCUMENT_UPLOAD', { uploads })
    expect(answer).toMatchObject({ step_status: 'COMPLETED' })
    await edge.close()
  })
})

describe('a file that was not taken', () => {
  it('has no key: the call fails as its upload did', async () => {
    const announce: Step = (request, reply) => {
      const signed_urls = [{ file_key: 'f', slot: 'bill', upload_url: `${edge.url}/f` }]
      return answer(200, { signed_urls })(request, reply)
    }
    const edge = await openEdge(announce, answer(409, { code: 'organization_closing' }))
    const { workflowSessions } = server.connect({ baseUrl: edge.url })
    const error = await failureOf(workflowSessions.upload(NOBODY, { bill: pdfFile() }))
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ code: 'organization_closing' })
    await edge.close()
  })
})

describe('events', () => {
  it('are listed newest first, by session, type and page', async () => {
    const { workflowSessions: runs, events } = server.connect()
    const session_id = await aRun(CONSENT)
    server.clock.advance(1000)
    await runs.submitStep(session_id, 'CONSENT', { accepted: false })
    const all = await events.list({ session_id })
    expect(all.events.at(-1)).toMatchObject({ type: 'session.created', session_id, sequence: 1 })
    expect(all.events.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3])
    expect(all.next_token).toBeNull()

    const page = await events.list({ session_id, limit: 1 })
    expect(page.events).toEqual(all.events.slice(0, 1))
    const next = await events.list({ session_id, limit: 1, next_token: String(page.next_token) })
    expect(next.events).toEqual(all.events.slice(1, 2))
    const created = await events.list({ type: 'session.created', limit: 1 })
    expect(created.events).toMatchObject([{ type: 'session.created' }])
  })

  it('of no query are those of the organization', async () => {
    expect((await server.connect().events.list()).events).not.toEqual([])
    const error = await failureOf(server.connect().events.list({ limit: 501 }))
    expect(error).toMatchObject({ status: 400, code: 'validation_failed' })
  })
})

describe('the types', () => {
  it('come from the schema, and not from nowhere', () => {
    expectTypeOf<CreateWorkflowSession>().toHaveProperty('first_name').toEqualTypeOf<string>()
    expectTypeOf<WorkflowSession>().toHaveProperty('current_step').toEqualTypeOf<number | null>()
    expectTypeOf<SubmittedStep>().toHaveProperty('session_status').toEqualTypeOf<string>()
    expectTypeOf<SignedUploads>().toHaveProperty('signed_urls').not.toBeNever()
    expectTypeOf<ListEvents>().toHaveProperty('session_id').toEqualTypeOf<string | undefined>()
    expectTypeOf<EventPage>().toHaveProperty('next_token').toEqualTypeOf<string | null>()
  })
})
