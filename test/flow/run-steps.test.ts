import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenPdf, encryptedPdf, pdfFile } from '../fixtures/pdf.ts'
import { emptyPicture, facePicture, passportPicture } from '../fixtures/pictures.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const TIMEOUT_MS = 120_000
const APPLICANT = { email: 'anna@example.com', first_name: 'Anna', last_name: 'Eriksson', phone: '+15192223333' }

let server: TestServer
beforeAll(async () => {
  const env = { OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000', OPENIDV_SIGNUP_GRANT_TOKENS: '100000' }
  server = await startTestServer(env)
}, TIMEOUT_MS)
afterAll(() => server.close())

const post = (path: string, body: unknown) => server.request('POST', path, { key: server.organization.liveKey, body })

async function aRun(...steps: ReadonlyArray<{ id: string; config?: unknown }>): Promise<string> {
  const workflow = await post('/v1/workflows', { name: 'Run', steps })
  expect(workflow.status, workflow.text).toBe(201)
  const created = await post(`/v1/workflows/${workflow.json.workflow.id}/sessions`, APPLICANT)
  expect(created.status, created.text).toBe(200)
  return created.json.session_id
}

/** Uploads files by slot; answers their keys. */
async function upload(id: string, files: Readonly<Record<string, Buffer>>): Promise<Record<string, string>> {
  const types = Object.entries(files).map(([slot, bytes]) => {
    return {
      file_name: slot,
      slot,
      content_type: bytes.subarray(0, 4).toString() === '%PDF' ? 'application/pdf' : 'image/jpeg',
    }
  })
  const announced = await post(`/v1/sessions/${id}/uploads`, { files: types })
  expect(announced.status, announced.text).toBe(200)
  const keys: Record<string, string> = {}
  for (const [place, { slot, file_key, upload_url }] of announced.json.signed_urls.entries()) {
    const { pathname, search } = new URL(upload_url)
    const headers = { 'content-type': types[place]?.content_type ?? '' }
    const put = await server.request('PUT', pathname + search, { headers, body: files[slot] })
    expect(put.status, put.text).toBe(200)
    keys[slot] = file_key
  }
  return keys
}

async function submit(
  id: string,
  step: string,
  files: Readonly<Record<string, Buffer>> = {},
  body = {},
): Promise<TestAnswer> {
  const uploads = Object.keys(files).length > 0 ? await upload(id, files) : undefined
  return post(`/v1/sessions/${id}/steps/${step}`, { ...body, ...(uploads && { uploads }) })
}

const record = async (id: string) =>
  (await server.request('GET', `/v1/sessions/${id}`, { key: server.organization.liveKey })).json

describe('ID_VERIFICATION', { timeout: TIMEOUT_MS }, () => {
  it('verifies the holder within the request', async () => {
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const files = {
      id_front: await passportPicture({}, { onTable: true }),
      selfie_front: await facePicture('holderSelfie'),
    }
    const answer = await submit(id, 'id-verification', files)
    expect(answer.json).toMatchObject({
      ...{ step_status: 'COMPLETED', failure_reason: null, current_step: null, attempts_remaining: 3 },
      ...{ session_status: 'VERIFIED', session_progress: 'COMPLETED' },
    })
    const { session_record, resource_links } = await record(id)
    expect(session_record.uploads).toEqual({ id_front: true, selfie_front: true })
    expect(Object.keys(resource_links)).toEqual(['id_front', 'selfie_front'])
  })

  it('a stranger takes an attempt each time, and the last one ends the session FAILED', async () => {
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const files = { id_front: await passportPicture(), selfie_front: await facePicture('strangerSelfie') }
    for (const left of [2, 1, 0]) {
      const answer = await submit(id, 'ID_VERIFICATION', files)
      expect(answer.json).toMatchObject({
        ...{ failure_reason: 'FACE_MISMATCH', attempts_remaining: left },
        step_status: left > 0 ? 'PENDING' : 'FAILED',
        current_step: left > 0 ? 0 : null,
        session_status: left > 0 ? 'PENDING' : 'FAILED',
      })
    }
    const { session_record } = await record(id)
    expect(session_record.meta_data.failureData).toMatchObject({
      failedAttempts: 3,
      attempts: [{ slot: 'PRIMARY' }, {}, {}],
    })
    const late = await submit(id, 'ID_VERIFICATION')
    expect([late.status, late.json.code]).toEqual([409, 'SESSION_NOT_RUNNABLE'])
  })

  it.each([
    ['the same photograph in both slots', async () => passportPicture({}, { onTable: true })],
    ['the portrait cut out of it', () => facePicture('holderPortrait')],
  ])('refuses %s as a selfie, however well it matches', async (_name, selfie) => {
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const files = { id_front: await passportPicture({}, { onTable: true }), selfie_front: await selfie() }
    const answer = await submit(id, 'ID_VERIFICATION', files)
    expect(answer.json.session_status).not.toBe('VERIFIED')
    expect(answer.json.failure_reason).toMatch(/SELFIE_IS_DOCUMENT|SEVERAL_FACES|FACE_CUT_OFF|PICTURE_/)
  })

  it('an unsharp photo of the true holder takes no attempt and says that it is blurred', async () => {
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const sharpPicture = await passportPicture({}, { onTable: true })
    const id_front = await sharp(await sharp(sharpPicture).resize(2000).blur(8).toBuffer())
      .jpeg()
      .toBuffer()
    const answer = await submit(id, 'ID_VERIFICATION', { id_front, selfie_front: await facePicture('holderSelfie') })
    expect(answer.json).toMatchObject({
      ...{ step_status: 'PENDING', failure_reason: 'PICTURE_BLURRED', current_step: 0, attempts_remaining: 3 },
    })
  })

  it('pictures that show nothing are left to a person the third time, and nothing read costs nothing', async () => {
    const id = await aRun({ id: 'ID_VERIFICATION' })
    const files = { id_front: await emptyPicture(), selfie_front: await facePicture('holderSelfie') }
    for (const status of ['PENDING', 'PENDING', 'COMPLETED']) {
      const answer = await submit(id, 'ID_VERIFICATION', files)
      expect(answer.json).toMatchObject({ step_status: status, attempts_remaining: 3 })
    }
    const { session_record } = await record(id)
    expect(session_record.status).toBe('SUBMITTED')
    const hold = await server.ctx.db
      .selectFrom('sessions')
      .innerJoin('holds', 'holds.id', 'sessions.holdId')
      .select(['holds.state', 'holds.settledTokens'])
      .where('sessions.id', '=', id as never)
      .executeTakeFirst()
    expect(hold).toEqual({ state: 'closed', settledTokens: 0 })
  })
})

describe('FACE_LIVENESS', { timeout: TIMEOUT_MS }, () => {
  it('has phases, and never passes on one still picture', async () => {
    const id = await aRun({ id: 'FACE_LIVENESS' })
    const act = (action: string) => submit(id, 'FACE_LIVENESS', {}, { action })
    const early = await act('complete')
    expect(early.json).toMatchObject({ code: 'STEP_NOT_STARTED', failure_reason: 'FACE_LIVENESS_NOT_STARTED' })
    expect(early.json.error).toBe('Face liveness has not been started for this session')
    expect((await act('dance')).status).toBe(400)
    expect((await act('start')).json).toMatchObject({ step_status: 'IN_PROGRESS', liveness: { status: 'STARTED' } })
    const empty = await act('complete')
    expect([empty.status, empty.json.code]).toEqual([409, 'STEP_RESULT_NOT_READY'])
    expect(empty.json.failure_reason).toBe('FACE_LIVENESS_RESULT_NOT_READY')
    const [target] = (await act('upload-url')).json.liveness.uploads
    const { pathname, search } = new URL(target.upload_url)
    const body = await facePicture('holderSelfie')
    await server.request('PUT', pathname + search, { headers: { 'content-type': 'image/jpeg' }, body })
    const done = await act('complete')
    expect(done.json).toMatchObject({
      ...{ step_status: 'COMPLETED', session_status: 'SUBMITTED' },
      liveness: { status: 'SUCCEEDED', passed: false, method: 'PassiveStillImage', confidence: expect.any(Number) },
    })
    const { session_record } = await record(id)
    expect(JSON.stringify(session_record)).not.toContain('Movement')
  })

  it('another person than on the document’s selfie takes an attempt', async () => {
    const id = await aRun({ id: 'ID_VERIFICATION' }, { id: 'FACE_LIVENESS' })
    const files = {
      id_front: await passportPicture({}, { onTable: true }),
      selfie_front: await facePicture('holderSelfie'),
    }
    expect((await submit(id, 'ID_VERIFICATION', files)).json.current_step).toBe(1)
    await submit(id, 'FACE_LIVENESS', {}, { action: 'start' })
    await upload(id, { selfie_front: await facePicture('strangerSelfie') })
    const answer = await submit(id, 'FACE_LIVENESS', {}, { action: 'complete' })
    expect(answer.json).toMatchObject({ failure_reason: 'LIVENESS_ID_MISMATCH', attempts_remaining: 2 })
  })
})

describe('DOCUMENT_UPLOAD', { timeout: TIMEOUT_MS }, () => {
  const config = { documents: [{ id: 'proof_of_address', description: 'A bill' }] }

  it.each([
    ['FILE_ENCRYPTED', encryptedPdf],
    ['FILE_DAMAGED', brokenPdf],
    ['FILE_TOO_LONG', () => pdfFile({ pages: 2000 })],
  ])('asks again for %s', async (reason, file) => {
    const id = await aRun({ id: 'DOCUMENT_UPLOAD', config })
    const answer = await submit(id, 'DOCUMENT_UPLOAD', { proof_of_address: file() })
    expect(answer.json).toMatchObject({ step_status: 'PENDING', failure_reason: reason, attempts_remaining: 3 })
  })

  it('keeps a PDF with the pictures of its pages for the reviewer, and leaves it to a person', async () => {
    const id = await aRun({ id: 'DOCUMENT_UPLOAD', config })
    const answer = await submit(id, 'DOCUMENT_UPLOAD', { proof_of_address: pdfFile({ pages: 2 }) })
    expect(answer.json).toMatchObject({ step_status: 'COMPLETED', session_status: 'SUBMITTED' })
    const { session_record, resource_links } = await record(id)
    expect(session_record.uploads).toEqual({ document_1: true })
    expect(session_record.analysis_data.document_upload_data).toEqual([
      { document_id: 'proof_of_address', format: 'pdf', page_count: 2 },
    ])
    const { pathname, search } = new URL(resource_links.document_1)
    const file = await server.request('GET', pathname + search)
    const name = pathname.split('/').at(-1)
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}.pdf"`,
    })
    const pages = await server.ctx.db
      .selectFrom('evidence')
      .select(['slot', 'contentType'])
      .where('sessionId', '=', id as never)
      .where('slot', 'like', '%/%')
      .orderBy('slot')
      .execute()
    expect(pages).toEqual([
      { slot: 'proof_of_address/1', contentType: 'image/jpeg' },
      { slot: 'proof_of_address/2', contentType: 'image/jpeg' },
    ])
  })
})

describe('forms, prompts and signatures', { timeout: TIMEOUT_MS }, () => {
  it('seals the answers, and tells them in the record', async () => {
    const fields = [
      { label: 'Do you rent?', type: 'yes-no', key: 'rents', required: true },
      {
        label: 'Landlord',
        type: 'short-text',
        key: 'landlord',
        required: true,
        conditional: { field: 'rents', value: true },
      },
    ]
    const id = await aRun({ id: 'CUSTOM_FORM', config: { fields } })
    const hidden = await submit(id, 'CUSTOM_FORM', {}, { answers: { rents: false, landlord: 'Ms Secret Landlady' } })
    expect(hidden.json.hints).toMatchObject([{ path: ['answers', 'landlord'] }])
    const wrong = await submit(id, 'CUSTOM_FORM', {}, { answers: { rents: 'maybe' } })
    expect(wrong.json.hints).toMatchObject([{ path: ['answers', 'rents'] }])
    const done = await submit(id, 'CUSTOM_FORM', {}, { answers: { rents: true, landlord: 'Ms Secret Landlady' } })
    expect(done.json.step_status).toBe('COMPLETED')
    const { session_record } = await record(id)
    expect(session_record.analysis_data.custom_form_data).toEqual([
      { question: 'Do you rent?', answer: true, type: 'yes-no' },
      { question: 'Landlord', answer: 'Ms Secret Landlady', type: 'short-text' },
    ])
    const tables = await server.ctx.db
      .selectFrom('sessionSteps')
      .selectAll()
      .where('sessionId', '=', id as never)
      .execute()
    const decisions = await server.ctx.db
      .selectFrom('decisions')
      .selectAll()
      .where('sessionId', '=', id as never)
      .execute()
    const events = await server.ctx.db
      .selectFrom('events')
      .selectAll()
      .where('sessionId', '=', id as never)
      .execute()
    for (const row of [...tables, ...decisions, ...events]) {
      for (const value of Object.values(row)) {
        const text = Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)
        expect(text ?? '').not.toContain('Secret Landlady')
      }
    }
  })

  it('names the pictures of prompts as the contract does', async () => {
    const id = await aRun({ id: 'CUSTOM_PROMPT', config: { prompts: [{ text: 'Hold up 3 fingers' }] } })
    const answer = await submit(id, 'CUSTOM_PROMPT', { 'custom-prompts-list_0': await emptyPicture() })
    expect(answer.json).toMatchObject({ step_status: 'COMPLETED', session_status: 'SUBMITTED' })
    const { session_record, resource_links } = await record(id)
    expect(session_record.uploads).toEqual({ hold_up_3_fingers: true })
    expect(Object.keys(resource_links)).toEqual(['Hold up 3 fingers'])
  })

  it('asks again for a signature without ink', async () => {
    const id = await aRun({ id: 'CONSENT', config: { consent_text: 'I agree.', require_signature: true } })
    const blank = await sharp({ create: { width: 600, height: 200, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer()
    const { signature } = await upload(id, { signature: blank })
    const answer = await submit(id, 'CONSENT', {}, { accepted: true, legal_name: 'Anna', signature_upload: signature })
    expect(answer.json).toMatchObject({ step_status: 'PENDING', failure_reason: 'SIGNATURE_EMPTY' })
    const missing = await submit(id, 'CONSENT', {}, { accepted: true, legal_name: 'Anna' })
    expect(missing.status).toBe(400)
  })
})
