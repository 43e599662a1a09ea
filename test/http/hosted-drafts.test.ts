/** Proves that an unsubmitted form is kept for its applicant alone, sealed, and goes with the submission or the session. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession, type HostedPage, openHosted } from '../fixtures/applicant.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const FORM = { fields: [{ key: 'hobby', label: 'Your hobby', type: 'short-text', required: true }] }
const DRAFT = { answers: { hobby: 'Beekeeping in Gdansk' }, files: {} }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
})
afterAll(() => server.close())

async function aForm(isAgreed = true): Promise<HostedPage> {
  const steps = [
    { id: 'CUSTOM_FORM', config: FORM },
    { id: 'CONSENT', config: { consent_text: 'I agree.' } },
  ]
  const key = server.organization.liveKey
  const made = await server.request('POST', '/v1/workflows', { key, body: { name: 'A form', steps } })
  const { secret } = await createSession(server, { workflow_id: made.json.workflow.id })
  const page = await openHosted(server, secret)
  if (isAgreed) await page.consent()
  return page
}

function save({ sessionId, cookie }: HostedPage, draft: unknown = DRAFT, step = 'CUSTOM_FORM') {
  const path = `/hosted/sessions/${sessionId}/steps/${step}/draft`
  return server.request('PUT', path, { headers: { cookie }, body: draft })
}

const draftOf = async (page: HostedPage) => (await page.state()).json.steps[0].draft

async function storedOf({ sessionId }: HostedPage): Promise<Buffer | null | undefined> {
  const rows = server.ctx.db.selectFrom('sessionSteps').select('sealedDraft').where('sessionId', '=', sessionId)
  return (await rows.executeTakeFirst())?.sealedDraft
}

describe('PUT /hosted/sessions/:id/steps/:step/draft', () => {
  it('204: the next visit finds the last one, which is stored sealed', async () => {
    const page = await aForm()
    expect(await draftOf(page)).toBeUndefined()
    expect((await save(page, { answers: { hobby: 'Chess' }, files: {} })).status).toBe(204)
    expect((await save(page)).status).toBe(204)
    expect(await draftOf(page)).toEqual(DRAFT)
    const stored = await storedOf(page)
    expect(stored?.byteLength).toBeGreaterThan(20)
    expect(stored?.includes('Beekeeping')).toBe(false)
  })

  it('is gone once the step is submitted', async () => {
    const page = await aForm()
    await save(page)
    const submitted = await page.submitStep('CUSTOM_FORM', { answers: { hobby: 'Chess' } })
    expect([submitted.status, submitted.json.current_step]).toEqual([200, 1])
    expect(await storedOf(page)).toBeNull()
    expect((await save(page)).json.code).toBe('step_out_of_order')
    expect(await storedOf(page)).toBeNull()
  })

  it('stays when the submission is refused', async () => {
    const page = await aForm()
    await save(page)
    expect((await page.submitStep('CUSTOM_FORM', { answers: {} })).status).toBe(400)
    expect(await draftOf(page)).toEqual(DRAFT)
  })

  it('is gone when the session ends without it, and cannot be saved any more', async () => {
    const page = await aForm()
    await save(page)
    const key = server.organization.liveKey
    const body = { status: 'REJECTED' }
    const decided = await server.request('PATCH', `/v1/sessions/${page.sessionId}`, { key, body })
    expect(decided.status).toBe(200)
    expect(await storedOf(page)).toBeNull()
    expect((await save(page)).status).toBe(409)
  })

  it('401 for another applicant, whose own page does not show it either', async () => {
    const [page, other] = [await aForm(), await aForm()]
    await save(page)
    const answer = await save({ ...page, cookie: other.cookie }, { answers: { hobby: 'stolen' }, files: {} })
    expect([answer.status, answer.json.code]).toEqual([401, 'hosted_link_invalid'])
    expect(await draftOf(page)).toEqual(DRAFT)
    expect(await draftOf(other)).toBeUndefined()
  })

  it('409 before the applicant has agreed, 404 for a step that is not asked, 400 for what is no object, 413 for too much', async () => {
    expect((await save(await aForm(false))).status).toBe(409)
    const page = await aForm()
    expect((await save(page, DRAFT, 'NO_SUCH_STEP')).status).toBe(404)
    expect((await save(page, ['a list'])).status).toBe(400)
    expect((await save(page, { answers: 'x'.repeat(300_000) })).status).toBe(413)
    expect(await storedOf(page)).toBeUndefined()
  })
})
