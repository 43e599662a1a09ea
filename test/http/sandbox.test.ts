import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
