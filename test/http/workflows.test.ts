import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/services/organizations/create.ts'
import * as wire from '../harness/sdk-wire.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

let server: TestServer
let key: string
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_BURST: '100000', OPENIDV_RATE_PER_SECOND: '100000' })
  key = server.organization.liveKey
})
afterAll(() => server.close())

function create(steps: unknown, name: unknown = 'Check'): Promise<TestAnswer> {
  return server.request('POST', '/v1/workflows', { key, body: { name, steps } })
}
async function created(steps: unknown): Promise<string> {
  const answer = await create(steps)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json.workflow.id
}
function configure(id: string, step: string, config: unknown): Promise<TestAnswer> {
  return server.request('PATCH', `/v1/workflows/${id}/steps/${step}/config`, { key, body: { config } })
}

describe('POST /v1/workflows', () => {
  it('answers 201 with UPPER_SNAKE ids in the order asked for, flat settings and every default', async () => {
    const answer = await create([
      { id: 'face-liveness' },
      { id: 'Id Verification', config: { minimum_age: 21, require_front_only: true } },
      { id: 'AGE_ESTIMATION' },
    ])
    expect(answer.status).toBe(201)
    const { workflow } = wire.workflow.parse(answer.json)
    expect(workflow.steps).toEqual([
      { id: 'FACE_LIVENESS', config: { confidence_threshold: 70, preferred_liveness_method: 'FaceMovementChallenge' } },
      {
        id: 'ID_VERIFICATION',
        config: {
          age_restriction_mode: 'slider',
          minimum_age: 21,
          maximum_age: 100,
          expiry_date_years: 2,
          require_secondary_id: false,
          require_tertiary_id: false,
          face_front_photo_only: true,
          require_front_only: true,
          enable_fraud_analysis: false,
          escalation_type: 'none',
          escalation_risk_threshold: 60,
        },
      },
      { id: 'AGE_ESTIMATION', config: { age_restriction_mode: 'slider', minimum_age: 18, maximum_age: 100 } },
    ])
    const got = await server.request('GET', `/v1/workflows/${workflow.id}`, { key })
    expect(got.json).toEqual(answer.json)
  })

  it('says "duplicate" for a step that comes twice, in whatever spelling', async () => {
    const answer = await create([{ id: 'ID_VERIFICATION' }, { id: 'id-verification' }])
    expect(answer.status).toBe(400)
    expect(answer.json.error).toContain('duplicate')
    expect(answer.json.hints[0]).toMatchObject({ code: 'duplicate', path: ['steps', 1, 'id'] })
  })

  it('ignores keys that it does not know beside name, steps, id and config, but not inside a config', async () => {
    const steps = [{ id: 'FACE_LIVENESS', settings: { a: 1 }, label: 'Selfie' }]
    const body = { name: 'Loose', steps, description: 'for tests', organization_id: 'x' }
    const answer = await server.request('POST', '/v1/workflows', { key, body })
    expect([answer.status, answer.json.workflow?.steps[0].id]).toEqual([201, 'FACE_LIVENESS'])
    expect(Object.keys(answer.json.workflow.steps[0])).toEqual(['id', 'config'])
    const closed = await create([{ id: 'FACE_LIVENESS', config: { colour: 'blue' } }])
    expect([closed.status, closed.json.hints[0].path]).toEqual([400, ['steps', 0, 'config', 'colour']])
    const path = `/v1/workflows/${answer.json.workflow.id}/steps/FACE_LIVENESS/config`
    const patch = { config: { confidence_threshold: 80 }, comment: 'stricter' }
    expect((await server.request('PATCH', path, { key, body: patch })).status).toBe(200)
    expect((await configure(answer.json.workflow.id, 'FACE_LIVENESS', { colour: 'blue' })).status).toBe(400)
  })

  it('refuses no steps, more than ten and a missing name', async () => {
    const eleven = Array.from({ length: 11 }, (_, place) => ({ id: `STEP_${place}` }))
    for (const answer of [await create([]), await create(eleven), await create([{ id: 'FACE_LIVENESS' }], '')]) {
      expect([answer.status, answer.json.hints.length > 0]).toEqual([400, true])
    }
  })

  it('names the missing step of a prerequisite', async () => {
    const answer = await create([{ id: 'BACKGROUND_CHECK', config: { country: 'canada' } }])
    expect(answer.status).toBe(400)
    expect(answer.json.error).toContain('BACKGROUND_CHECK needs ID_VERIFICATION earlier')
  })

  it('says of a step that it cannot run what it can run, and of an unknown one that there is none', async () => {
    for (const id of ['KYB', 'CREDIT_CHECK', 'deep-age', 'PROOFCALL', 'VPN_DETECTION']) {
      const answer = await create([{ id: 'ID_VERIFICATION' }, { id }])
      expect(answer.status).toBe(400)
      expect(answer.json.hints.at(-1)).toMatchObject({ code: 'unsupported', path: ['steps', 1, 'id'] })
      expect(answer.json.hints.at(-1).message).toContain('cannot run')
      expect(answer.json.hints.at(-1).message).toContain(
        'ID_VERIFICATION, FACE_LIVENESS, FACE_LIVENESS_CONSENT_SETTINGS, AGE_ESTIMATION',
      )
    }
    expect((await create([{ id: 'TELEPATHY' }])).json.error).toContain('There is no step TELEPATHY')
  })

  it('refuses unknown settings, values out of range and features that are not there, each with its own hint', async () => {
    const wrong = {
      minimum_age: 101,
      expiry_date_years: 11,
      require_secondary_id: true,
      enable_fraud_analysis: true,
      escalation_type: 'nfc-passport',
      valid_countries: { US: true, ATLANTIS: true },
      valid_states: { NY: true },
      valid_id_types: { 'passport-us': true, library_card: true },
      valid_id_types_by_country: { us: true },
      reverify_by_attestation_enabled: true,
      reverify_min_confidence: 80,
      colour: 'blue',
    }
    const answer = await create([{ id: 'ID_VERIFICATION', config: wrong }])
    expect(answer.status).toBe(400)
    const named = answer.json.hints.map((hint: { path: unknown[] }) => hint.path[3])
    expect([...named].sort()).toEqual(Object.keys(wrong).sort())
    const liveness = await create([
      { id: 'FACE_LIVENESS', config: { preferred_liveness_method: 'FaceMovementAndLightChallenge' } },
    ])
    expect(liveness.json.hints[0].message).toContain('accepts "FaceMovementChallenge" only')
    const reversed = await create([{ id: 'AGE_ESTIMATION', config: { minimum_age: 30, maximum_age: 20 } }])
    expect(reversed.json.hints[0].path).toEqual(['steps', 0, 'config', 'maximum_age'])
  })

  it('accepts the off value of every feature that is not there', async () => {
    const off = {
      require_secondary_id: false,
      require_tertiary_id: false,
      enable_fraud_analysis: false,
      escalation_type: 'none',
      escalation_risk_threshold: 60,
      valid_states: {},
      valid_id_types_by_country: {},
      reverify_by_attestation_enabled: false,
      reverify_min_confidence: 95,
      valid_id_types: { library_card: false, passport: true, 'driver-license-us': true },
      accept_all_countries: true,
      id_confidence_threshold_enabled: true,
      id_confidence_threshold: 40,
    }
    expect((await create([{ id: 'ID_VERIFICATION', config: off }])).status).toBe(201)
  })

  it('computes the country age itself: the highest of all categories, else 18', async () => {
    const restrictions = [
      { country: 'CA', categories: [{ id: 'a', label: 'Alcohol', minimumAge: 19 }] },
      { country: 'US', categories: [{ id: 'b', label: 'Alcohol', minimumAge: 21 }] },
    ]
    const config = { age_restriction_mode: 'country', country_category_minimum_age: 3 }
    const both = await create([
      { id: 'ID_VERIFICATION', config: { ...config, country_category_restrictions: restrictions } },
      { id: 'AGE_ESTIMATION', config },
    ])
    const ages = both.json.workflow.steps.map((step: { config: Record<string, unknown> }) => {
      return step.config.country_category_minimum_age
    })
    expect(ages).toEqual([21, 18])
  })

  it('repeats its answer for the same Idempotency-Key and makes one workflow', async () => {
    const body = { name: 'Once only', steps: [{ id: 'FACE_LIVENESS' }] }
    const headers = { 'idempotency-key': 'workflow-once' }
    const first = await server.request('POST', '/v1/workflows', { key, body, headers })
    const again = await server.request('POST', '/v1/workflows', { key, body, headers })
    expect([first.status, again.status, again.json.workflow.id]).toEqual([201, 201, first.json.workflow.id])
    const listed = await server.request('GET', '/v1/workflows', { key })
    expect(listed.json.workflows.filter(({ name }: { name: string }) => name === 'Once only')).toHaveLength(1)
  })
})

describe('GET /v1/workflows', () => {
  it('lists the whole organization, newest first, and nothing of another', async () => {
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const before = await created([{ id: 'FACE_LIVENESS' }])
    server.clock.advance(1000)
    const after = await created([{ id: 'AGE_ESTIMATION' }])
    const answer = await server.request('GET', '/v1/workflows', { key })
    const ids = wire.workflows.parse(answer.json).workflows.map(({ id }) => id)
    expect(ids.slice(0, 1)).toEqual([after])
    expect(ids).toContain(before)
    const theirs = await server.request('GET', '/v1/workflows', { key: other.liveKey })
    expect(theirs.json).toEqual({ workflows: [] })
  })
})

describe('GET /v1/workflows/{id}', () => {
  it('answers 403 to another organization and the other environment, 404 to what nobody has and to what is no id', async () => {
    const id = await created([{ id: 'FACE_LIVENESS' }])
    const other = await createOrganization(server.ctx, { name: 'Stranger' })
    const status = async (path: string, asked: string) =>
      (await server.request('GET', `/v1/workflows/${path}`, { key: asked })).status
    expect(await status(id, other.liveKey)).toBe(403)
    expect(await status(id, server.organization.sandboxKey)).toBe(403)
    expect(await status('5b0e3a52-5c06-4a53-9e1b-6f3a1f6a4a11', key)).toBe(404)
    expect(await status('test_workflow', key)).toBe(404)
    expect(await status('wf_abc123', key)).toBe(404)
  })
})

describe('PATCH /v1/workflows/{id}/steps/{step}/config', () => {
  it('changes what is named and keeps the rest, for a step id in any spelling', async () => {
    const id = await created([{ id: 'ID_VERIFICATION', config: { minimum_age: 21 } }, { id: 'FACE_LIVENESS' }])
    for (const spelling of ['id-verification', 'ID_VERIFICATION', 'Id_Verification', 'id%20verification']) {
      expect((await configure(id, spelling, { minimum_age: 21 })).status).toBe(200)
    }
    const answer = await configure(id, 'id-verification', { maximum_age: 60 })
    const { workflow } = wire.workflow.parse(answer.json)
    expect(workflow.steps[0]?.config).toMatchObject({ minimum_age: 21, maximum_age: 60 })
    const got = await server.request('GET', `/v1/workflows/${id}`, { key })
    expect(got.json).toEqual(answer.json)
    const liveness = await configure(id, 'face-liveness', { confidence_threshold: 85 })
    expect(liveness.json.workflow.steps[1].config).toEqual({
      confidence_threshold: 85,
      preferred_liveness_method: 'FaceMovementChallenge',
    })
  })

  it('a session stays on the version that it began with', async () => {
    const id = await created([{ id: 'ID_VERIFICATION', config: { require_front_only: false } }])
    const body = { firstName: 'A', lastName: 'B', email: 'a@example.com', workflowId: id }
    const session = await server.request('POST', '/v1/sessions', { key, body })
    await configure(id, 'ID_VERIFICATION', { require_front_only: true })
    const row = await server.ctx.db
      .selectFrom('sessions')
      .innerJoin('workflowVersions', 'workflowVersions.id', 'sessions.workflowVersionId')
      .select(['sessions.steps', 'workflowVersions.version'])
      .where('sessions.id', '=', session.json.id)
      .executeTakeFirstOrThrow()
    expect([row.version, row.steps[0]?.config.require_front_only]).toEqual([1, false])
  })

  it('keeps both of two changes that come at once', async () => {
    const id = await created([{ id: 'AGE_ESTIMATION' }])
    const answers = await Promise.all([
      configure(id, 'AGE_ESTIMATION', { minimum_age: 19 }),
      configure(id, 'AGE_ESTIMATION', { maximum_age: 70 }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const got = await server.request('GET', `/v1/workflows/${id}`, { key })
    expect(got.json.workflow.steps[0].config).toMatchObject({ minimum_age: 19, maximum_age: 70 })
  })

  it('refuses bad settings with hints, steps that the workflow lacks with 404, foreign workflows with 403', async () => {
    const id = await created([{ id: 'FACE_LIVENESS' }])
    const bad = await configure(id, 'FACE_LIVENESS', { confidence_threshold: 101 })
    expect([bad.status, bad.json.hints[0].path]).toEqual([400, ['config', 'confidence_threshold']])
    const missing = await configure(id, 'ID_VERIFICATION', {})
    expect([missing.status, missing.json.error.includes('it has FACE_LIVENESS')]).toEqual([404, true])
    expect((await configure(id, 'TELEPATHY', {})).status).toBe(404)
    const other = await createOrganization(server.ctx, { name: 'Third' })
    const options = { key: other.liveKey, body: { config: {} } }
    const foreign = await server.request('PATCH', `/v1/workflows/${id}/steps/FACE_LIVENESS/config`, options)
    expect(foreign.status).toBe(403)
  })

  it('a change that changes nothing makes no version', async () => {
    const id = await created([{ id: 'FACE_LIVENESS' }])
    await configure(id, 'FACE_LIVENESS', { confidence_threshold: 70 })
    const versions = await server.ctx.db
      .selectFrom('workflowVersions')
      .select('version')
      .where('workflowId', '=', id as never)
      .execute()
    expect(versions).toHaveLength(1)
  })
})
