import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/lib/ids.ts'
import * as wire from '../harness/sdk-wire.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_BURST: '100000', OPENIDV_RATE_PER_SECOND: '100000' })
})
afterAll(() => server.close())

const STATUSES = {
  test_verified: ['VERIFIED', 'COMPLETED'],
  test_rejected: ['REJECTED', 'COMPLETED'],
  test_submitted: ['SUBMITTED', 'COMPLETED'],
  test_pending: ['PENDING', 'PENDING'],
  test_voided: ['VOIDED', 'COMPLETED'],
} as const

function get(path: string, key = server.organization.sandboxKey): Promise<TestAnswer> {
  return server.request('GET', `/v1/${path}`, { key })
}

describe('the fixed sessions of the sandbox', () => {
  it.each(Object.entries(STATUSES))(
    '%s is there for a sandbox key, in both casings',
    async (id, [status, progress]) => {
      const answer = await get(`sessions/${id}`)
      const snake = wire.retrieved.parse(answer.json)
      const camel = wire.retrievedCamel.parse(answer.json)
      expect([snake.session_record.id, snake.session_record.status, snake.session_record.session_progress]).toEqual([
        id,
        status,
        progress,
      ])
      expect(camel.sessionRecord.status).toBe(status)
      expect(snake.user && snake.sender_user && camel.senderUser).toBeTruthy()
      expect(snake.session_record.analysis_data === undefined).toBe(['test_pending', 'test_voided'].includes(id))
      expect((await get(`sessions/${id}`)).json).toEqual(answer.json)
    },
  )

  it('test_verified shows everything that the contract says it does', async () => {
    const { session_record: record, sessionRecord } = (await get('sessions/test_verified')).json
    const analysis = record.analysis_data
    expect(record.workflow_steps).toHaveLength(11)
    expect(Object.keys(record.uploads)).toEqual(
      expect.arrayContaining(['id_front', 'selfie_left', 'faceliveness', 'hold_up_3_fingers', 'document_1']),
    )
    expect(analysis.faceliveness_score).toBe(99.49)
    expect(analysis.id_analysis_data.id_extracted_text).toHaveLength(21)
    expect(analysis.id_analysis_data.expiry_date_pass).toBe(true)
    expect([analysis.id_matches_selfie, analysis.id_matches_liveness]).toEqual([true, true])
    expect([analysis.pep_sanctions_data.peps.length, analysis.pep_sanctions_data.sanctions]).toEqual([1, null])
    const exposures = analysis.adverse_media_data.news_exposures
    expect([
      analysis.adverse_media_data.total_hits,
      exposures.financial_crime.hits + exposures.uncategorized.hits,
    ]).toEqual([4, 4])
    expect([analysis.custom_form_data.length, analysis.document_risk_data.document_analysis.length]).toEqual([1, 1])
    // Names of categories are data: they stay in the camelCase view, while fields around them change.
    expect(
      sessionRecord.analysisData.adverseMediaData.newsExposures.financial_crime.articles[0].sourceLink,
    ).toBeTruthy()
    expect(sessionRecord.analysisData.idAnalysisData.idExtractedText).toHaveLength(21)
  })

  it('test_rejected failed: other face, expired document, low liveness', async () => {
    const { session_record: record } = (await get('sessions/test_rejected')).json
    expect(record.decision_source).toBe('DECLINED')
    expect(record.meta_data.declinedData.reason).toMatchObject({ code: 'FACE_SELFIE_MISMATCH', severity: 'CRITICAL' })
    const { id_matches_selfie, faceliveness_score, id_analysis_data } = record.analysis_data
    expect([id_matches_selfie, id_analysis_data.expiry_date_pass, faceliveness_score < 70]).toEqual([
      false,
      false,
      true,
    ])
  })

  it('an empty sandbox lists the five, filtered by status; one of its own and it lists that alone', async () => {
    const answer = await get('sessions')
    const { sessions, next_token } = wire.listed.parse(answer.json)
    expect(sessions.map(({ id }) => id)).toEqual(Object.keys(STATUSES))
    expect([next_token, answer.json.total, answer.json.hasMore]).toEqual([null, 5, false])
    expect((await get('sessions?status=VOIDED')).json.sessions.map(({ id }: { id: string }) => id)).toEqual([
      'test_voided',
    ])
    expect((await get('sessions?limit=2&offset=4')).json.data).toHaveLength(1)
    expect((await get('sessions?external_id=nobody')).json.sessions).toEqual([])

    const key = server.organization.sandboxKey
    const body = { firstName: 'A', lastName: 'B', email: 'a@example.com' }
    const made = await server.request('POST', '/v1/sessions', { key, body })
    expect((await get('sessions')).json.sessions.map(({ id }: { id: string }) => id)).toEqual([made.json.id])
    expect((await get('sessions?external_id=nobody')).json.sessions).toEqual([])
    expect((await get('sessions/test_verified')).status).toBe(200)
  })

  it('link to pictures that we drew, by signatures as every picture has them', async () => {
    const { resource_links: links } = (await get('sessions/test_verified')).json
    expect(Object.keys(links)).toHaveLength(13)
    for (const name of ['id_front', 'selfie_front', 'Hold up 3 fingers', 'document_1']) {
      const url = new URL(links[name])
      const shown = await server.request('GET', `${url.pathname}${url.search}`)
      expect([name, shown.status, shown.headers['content-type']]).toEqual([name, 200, 'image/png'])
      const { width = 0, height = 0 } = await sharp(shown.bytes)
        .stats()
        .then(() => sharp(shown.bytes).metadata())
      expect(Math.min(width, height)).toBeGreaterThan(400)
      // Not the last letter: two of its six bits are of no byte.
      const forged = url.search.replace(/(?<=signature=)./, (letter) => (letter === 'A' ? 'B' : 'A'))
      expect((await server.request('GET', `${url.pathname}${forged}`)).status).toBe(403)
    }
    expect((await get('sessions/test_pending')).json.resource_links).toEqual({})
  })

  it('stand behind every other word, always the same, and behind no UUID', async () => {
    const answer = await get('sessions/sess_42')
    expect(wire.retrieved.parse(answer.json).session_record.id).toBe('sess_42')
    expect((await get('sessions/sess_42')).json.session_record).toEqual(answer.json.session_record)
    const found = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => (await get(`sessions/any_${at}`)).json.session_record.status),
    )
    expect(new Set(found)).toEqual(new Set(Object.values(STATUSES).map(([status]) => status)))
    expect((await get(`sessions/${crypto.randomUUID()}`)).status).toBe(404)
    expect((await get('sessions/sess_42', server.organization.liveKey)).status).toBe(400)
  })

  it('are not there for a live key, and cannot be changed with a sandbox key', async () => {
    const { liveKey, sandboxKey } = server.organization
    expect((await get('sessions/test_verified', liveKey)).status).toBe(404)
    expect((await get('sessions', liveKey)).json.sessions).toEqual([])
    const body = { status: 'VOIDED' }
    expect((await server.request('PATCH', '/v1/sessions/test_pending', { key: sandboxKey, body })).status).toBe(403)
    expect((await server.request('PATCH', '/v1/sessions/test_pending', { key: liveKey, body })).status).toBe(404)
  })
})

describe('the fixed workflow of the sandbox', () => {
  it('has eleven steps and is listed beside a basic one while the sandbox has none of its own', async () => {
    const { workflow } = wire.workflow.parse((await get('workflows/test_workflow')).json)
    expect(workflow.steps.map(({ id }) => id)).toEqual([
      ...['ID_VERIFICATION', 'FACE_LIVENESS', 'AGE_ESTIMATION', 'PEP_SANCTIONS', 'ADVERSE_MEDIA'],
      ...['BANK_STATEMENT_UPLOAD', 'DOCUMENT_UPLOAD', 'TITLE_SEARCH', 'CUSTOM_PROMPT', 'CUSTOM_FORM'],
      'AI_BANK_STATEMENT_ANALYSIS',
    ])
    const { workflows } = wire.workflows.parse((await get('workflows')).json)
    expect(workflows.map(({ id, steps }) => [id, steps.length])).toEqual([
      ['test_workflow', 11],
      ['test_workflow_basic', 2],
    ])
    const key = server.organization.sandboxKey
    const url = '/v1/workflows/test_workflow/steps/FACE_LIVENESS/config'
    const changed = await server.request('PATCH', url, { key, body: { config: { confidence_threshold: 80 } } })
    expect(changed.status).toBe(403)
    expect((await get('workflows/test_workflow', server.organization.liveKey)).status).toBe(404)
  })
})

it('the fixed workflow makes sessions of the steps that run here, and any other word is the basic one', async () => {
  const { sandboxKey: key, liveKey } = server.organization
  const body = { firstName: 'A', lastName: 'B', email: 'a+verified@example.com', sandboxDelaySeconds: 0 }
  const create = (workflowId: string, by = key) =>
    server.request('POST', '/v1/sessions', { key: by, body: { ...body, workflowId } })
  const made = await create('test_workflow')
  expect(made.status, made.text).toBe(200)
  const record = async () => (await get(`sessions/${made.json.id}`)).json.session_record
  await expect.poll(async () => (await record()).status, { timeout: 20_000 }).toBe('VERIFIED')
  expect((await record()).workflow_steps).toEqual([
    ...['ID_VERIFICATION', 'FACE_LIVENESS', 'AGE_ESTIMATION', 'DOCUMENT_UPLOAD', 'CUSTOM_PROMPT', 'CUSTOM_FORM'],
  ])
  expect((await record()).analysis_data.custom_form_data[0].question).toBe('What is your occupation?')
  expect([(await create('another')).status, (await create('test_workflow_basic')).status]).toEqual([404, 200])
  delete (body as Partial<typeof body>).sandboxDelaySeconds
  expect((await create('test_workflow', liveKey)).status).toBe(404)
  const other = wire.workflow.parse((await get('workflows/wf_abc123')).json).workflow
  expect([other.id, other.steps.length]).toEqual(['wf_abc123', 2])
  expect((await get('workflows/wf_abc123', liveKey)).status).toBe(404)
})

it('bank statements and credit checks are fixtures of the sandbox, and nothing of live data', async () => {
  const { bankStatements, nextToken } = (await get('financial')).json
  expect([bankStatements.map(({ id }: { id: string }) => id), nextToken]).toEqual([
    ['test_completed', 'test_pending'],
    null,
  ])
  expect(bankStatements.some((one: object) => 'statement' in one)).toBe(false)
  expect((await get('financial/test_completed')).json.statement.Accounts[0].Transactions).toHaveLength(3)
  expect((await get('financial/test_pending')).json).not.toHaveProperty('statement')
  expect((await get('financial/bs_7')).json.id).toBe('bs_7')
  expect((await get('financial/externalId/external_test_pending')).json.bankStatements).toHaveLength(1)
  expect((await get('financial/externalId/nobody')).status).toBe(404)
  const { creditChecks } = (await get('credit-checks')).json
  expect(creditChecks.map(({ score }: { score: number }) => score)).toEqual([741, 741, 612, 480])
  expect((await get('credit-checks/test_soft_pass')).json).not.toHaveProperty('insights')
  expect((await get('credit-checks/test_hard_high_risk')).json).toMatchObject({
    rating: 'HIGH_RISK',
    riskLevel: 'HIGH',
  })
  for (const path of ['financial', 'financial/test_completed', 'credit-checks', 'credit-checks/test_soft_pass']) {
    const live = await get(path, server.organization.liveKey)
    expect([live.status, live.json.code]).toEqual([404, 'not_implemented'])
  }
})

const PERSON = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }

function hintOf({ status, json }: TestAnswer): unknown {
  return [status, json.hints?.[0]?.path?.join('.'), json.hints?.[0]?.message]
}

describe('a fault', () => {
  const fail = (fault: string, headers: Readonly<Record<string, string>> = {}, key = server.organization.sandboxKey) =>
    server.request('POST', '/v1/sessions', { key, body: PERSON, headers: { 'x-sandbox-fault': fault, ...headers } })
  const count = async () => (await get('sessions?limit=1')).json.total

  it('is answered as the real one is, and nothing is begun', async () => {
    const before = await count()
    const limited = await fail('429')
    expect([limited.status, limited.json.code, limited.json.violated_policies]).toEqual([
      ...[429, 'rate_limited'],
      ['second', 'burst'],
    ])
    expect(limited.headers['retry-after']).toBe('1')
    expect(limited.headers.ratelimit).toMatch(/^"second";r=0;t=1, "burst";r=0;t=1, "day";r=\d{4,};t=\d+$/)
    const unpaid = await fail('402')
    expect([unpaid.status, unpaid.json.code, unpaid.json.hints[0].code]).toEqual([
      ...[402, 'balance_insufficient', 'tokens_needed'],
    ])
    const busy = await fail('503')
    expect([busy.status, busy.json.code, busy.headers['retry-after']]).toEqual([503, 'server_busy', '5'])
    expect(await count()).toBe(before)
  })

  it('is met once by a request that has a name, so that its repetition goes through', async () => {
    const named = { 'idempotency-key': newId() }
    expect((await fail('503', named)).status).toBe(503)
    expect((await fail('503', named)).status).toBe(200)
    expect((await fail('503', { 'idempotency-key': newId() })).status).toBe(503)
  })

  it('of another word, or asked for with a live key, is 400', async () => {
    const words = 'must be one of 429, 402, 503, timeout'
    for (const word of ['500', '', '429, 429']) {
      expect(hintOf(await fail(word))).toEqual([400, 'x-sandbox-fault', words])
    }
    expect(hintOf(await fail('503', {}, server.organization.liveKey))).toEqual([
      ...[400, 'x-sandbox-fault', 'works with a sandbox key only'],
    ])
    expect((await fail('503', {}, 'sk_test_nobody')).status).toBe(401)
  })

  it('of a time-out is no answer at all, and holds up no end of the server', async () => {
    const url = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const headers = { 'x-api-key': server.organization.sandboxKey, 'x-sandbox-fault': 'timeout' }
    const ask = (signal?: AbortSignal) => fetch(`${url}/v1/sessions`, { headers, ...(signal && { signal }) })
    await expect(ask(AbortSignal.timeout(300))).rejects.toThrow(/timeout/)
    const waiting = expect(ask()).rejects.toThrow()
    const begun = performance.now()
    await server.restart(() => waiting)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
