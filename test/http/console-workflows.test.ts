/** Proves the console's workflows: who may build, what a builder is told, and that nobody overwrites another's work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const STEPS = [{ id: 'ID_VERIFICATION' }, { id: 'FACE_LIVENESS' }]

let server: TestServer
let developer: TestMember
let viewer: TestMember
let stranger: TestMember
beforeAll(async () => {
  server = await startTestServer()
  developer = await signUpMember(server, { role: 'developer' })
  viewer = await signUpMember(server, { role: 'viewer' })
  const other = await createOrganization(server.ctx, { name: 'Other' })
  stranger = await signUpMember(server, { organizationId: other.id })
})
afterAll(() => server.close())

async function created(body: object = {}): Promise<{ id: string; version: number }> {
  const answer = await developer.post('~/workflows', { name: 'Check', steps: STEPS, ...body })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json
}
function hintPaths(answer: TestAnswer): string[] {
  return answer.json.hints.map(({ path }: { path: unknown[] }) => path.join('.'))
}
function listAudit(targetId: string) {
  const { ctx } = server
  return ctx.db
    .selectFrom('auditEvents')
    .select(['action', 'actorKind', 'actorId', 'details'])
    .where('targetId', '=', targetId)
    .orderBy('id')
    .execute()
}

describe('POST ~/workflows', () => {
  it('makes version 1 in the environment that the member looks at, and remembers who', async () => {
    const { id } = await created({ name: ' Onboarding ' })
    const { json } = await viewer.get(`~/workflows/${id}`)
    expect(json).toMatchObject({ name: 'Onboarding', status: 'active', version: 1, isFixture: false })
    expect(json.versions).toMatchObject([{ version: 1, createdBy: 'Test Member', pendingSessions: 0 }])
    expect(await listAudit(id)).toEqual([
      { action: 'workflow.create', actorKind: 'member', actorId: developer.userId, details: { version: 1 } },
    ])
    expect((await viewer.get(`~/workflows/${id}?environment=sandbox`)).status).toBe(403)
    const key = server.organization.liveKey
    expect((await server.request('GET', `/v1/workflows/${id}`, { key })).json.workflow.name).toBe('Onboarding')
  })

  it('names the field of every fault, and refuses a name of a megabyte', async () => {
    const wrong = await developer.post('~/workflows', {
      name: 'x',
      steps: [{ id: 'ID_VERIFICATION', config: { minimum_age: 'old', colour: 'red' } }, { id: 'id-verification' }],
    })
    expect(wrong.status).toBe(400)
    expect(hintPaths(wrong)).toEqual(['steps.1.id', 'steps.0.config.minimum_age', 'steps.0.config.colour'])
    for (const name of ['', '   ', 'x'.repeat(256), 'x'.repeat(1_000_000)]) {
      const answer = await developer.post('~/workflows', { name, steps: STEPS })
      expect([answer.status, hintPaths(answer)]).toEqual([400, ['name']])
    }
    expect((await developer.post('~/workflows', { name: 'x'.repeat(1_100_000), steps: STEPS })).status).toBe(413)
  })

  it('keeps how many failed attempts are allowed, 3 when nothing is said, and in each version', async () => {
    const { id } = await created()
    expect((await viewer.get(`~/workflows/${id}`)).json.maxAttempts).toBe(3)
    const { status, json } = await developer.post(`~/workflows/${id}/versions`, {
      ...{ name: 'Unlimited', steps: STEPS, maxAttempts: null, basedOn: 1 },
    })
    expect([status, json.version, json.maxAttempts]).toEqual([200, 2, null])
    const { versions } = (await viewer.get(`~/workflows/${id}`)).json
    expect(versions.map(({ maxAttempts }: { maxAttempts: number | null }) => maxAttempts)).toEqual([null, 3])
    for (const maxAttempts of [0, 21, 1.5, '3']) {
      const answer = await developer.post('~/workflows', { name: 'Wrong', steps: STEPS, maxAttempts })
      expect([answer.status, hintPaths(answer)]).toEqual([400, ['maxAttempts']])
    }
  })

  it('is refused to members who may only look, whatever they send', async () => {
    const { id } = await created()
    for (const [path, body] of [
      ['~/workflows', { name: 'Mine', steps: STEPS }],
      [`~/workflows/${id}/versions`, { name: 'Mine', steps: STEPS, basedOn: 1 }],
      [`~/workflows/${id}/status`, { status: 'inactive' }],
      [`~/workflows/${id}/duplicate`, {}],
    ] as const) {
      const answer = await viewer.post(path, body)
      expect([answer.status, answer.json.code]).toEqual([403, 'scope_missing'])
    }
  })

  it('keeps the workflows of two organizations apart', async () => {
    const { id } = await created()
    const answers = [
      await stranger.get(`~/workflows/${id}`),
      await stranger.post(`~/workflows/${id}/versions`, { name: 'Taken', steps: STEPS, basedOn: 1 }),
      await stranger.post(`~/workflows/${id}/status`, { status: 'inactive' }),
      await stranger.post(`~/workflows/${id}/duplicate`),
      await stranger.get(`/console/organizations/${server.organization.id}/workflows`),
    ]
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual(Array(5).fill([403, 'access_denied']))
    expect((await stranger.get('~/workflows')).json.items).toEqual([])
  })
})

describe('POST ~/workflows/:id/versions', () => {
  const publish = (id: string, basedOn: number, name = 'Check', steps: unknown = [{ id: 'FACE_LIVENESS' }]) =>
    developer.post(`~/workflows/${id}/versions`, { name, steps, basedOn })

  it('makes the next version; a session that has begun stays on its own', async () => {
    const { id } = await created()
    const applicant = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', workflowId: id }
    const key = server.organization.liveKey
    const session = await server.request('POST', '/v1/sessions', { key, body: applicant })
    expect(session.status).toBe(200)
    expect((await publish(id, 1, 'Face only')).json).toMatchObject({ version: 2, name: 'Face only' })
    const { json } = await viewer.get(`~/workflows/${id}`)
    expect(
      json.versions.map((one: { version: number; pendingSessions: number }) => [one.version, one.pendingSessions]),
    ).toEqual([
      [2, 0],
      [1, 1],
    ])
    expect((await listAudit(id)).at(-1)).toMatchObject({ action: 'workflow.update', details: { version: 2 } })
    const stored = await server.request('GET', `/v1/sessions/${session.json.id}`, { key })
    expect(stored.json.session_record.workflow_steps).toEqual(['ID_VERIFICATION', 'FACE_LIVENESS'])
  })

  it('lets one of two authors win and tells the other which version came between', async () => {
    const { id } = await created()
    const answers = await Promise.all([publish(id, 1, 'One'), publish(id, 1, 'Two')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = answers.find(({ status }) => status === 409)
    expect(lost?.json).toMatchObject({ code: 'conflict', current_version: 2 })
    expect((await viewer.get(`~/workflows/${id}`)).json.version).toBe(2)
  })

  it('makes no version when nothing changed, and none of a faulty draft', async () => {
    const { id } = await created()
    expect((await publish(id, 1, 'Check', STEPS)).json.version).toBe(1)
    const faulty = await publish(id, 1, 'Check', [{ id: 'FACE_LIVENESS', config: { confidence_threshold: 101 } }])
    expect([faulty.status, hintPaths(faulty)]).toEqual([400, ['steps.0.config.confidence_threshold']])
    expect((await viewer.get(`~/workflows/${id}`)).json.versions).toHaveLength(1)
  })
})

describe('POST ~/workflows/:id/status', () => {
  it('archives: no session begins until it is taken back into use', async () => {
    const { id } = await created()
    const begin = () => {
      const body = { firstName: 'A', lastName: 'B', email: 'ab@example.com', workflowId: id }
      return server.request('POST', '/v1/sessions', { key: server.organization.liveKey, body })
    }
    expect((await developer.post(`~/workflows/${id}/status`, { status: 'inactive' })).json.status).toBe('inactive')
    await developer.post(`~/workflows/${id}/status`, { status: 'inactive' })
    expect((await begin()).status).toBe(409)
    await developer.post(`~/workflows/${id}/status`, { status: 'active' })
    expect((await begin()).status).toBe(200)
    const acts = (await listAudit(id)).filter(({ action }) => action === 'workflow.set_status')
    expect(acts.map(({ details }) => details.status)).toEqual(['inactive', 'active'])
  })
})

describe('POST ~/workflows/:id/duplicate', () => {
  it('copies steps and settings, into the other environment when asked', async () => {
    const { id } = await created({
      name: 'x'.repeat(255),
      steps: [{ id: 'AGE_ESTIMATION', config: { minimum_age: 21 } }],
    })
    const copy = await developer.post(`~/workflows/${id}/duplicate`)
    expect([copy.status, copy.json.environment]).toEqual([201, 'live'])
    const { json } = await viewer.get(`~/workflows/${copy.json.id}`)
    expect(json.name).toBe(`${'x'.repeat(248)} (copy)`)
    expect(json.steps[0].config.minimum_age).toBe(21)
    expect((await listAudit(copy.json.id))[0]?.details).toEqual({ version: 1, copyOf: id })
    const test = await developer.post(`~/workflows/${id}/duplicate`, { name: 'Try', environment: 'sandbox' })
    expect((await viewer.get(`~/workflows/${test.json.id}?environment=sandbox`)).json.name).toBe('Try')
  })
})

describe('GET ~/workflows', () => {
  it('counts the sessions of 30 days, the share that passed, and what one costs', async () => {
    const { id } = await created({ name: 'Counted' })
    const body = { firstName: 'A', lastName: 'B', email: 'counted@example.com', workflowId: id }
    const key = server.organization.liveKey
    for (const status of ['VERIFIED', 'VERIFIED', 'REJECTED', undefined] as const) {
      const session = await server.request('POST', '/v1/sessions', { key, body })
      if (status) {
        const { db } = server.ctx
        await db.updateTable('sessions').set({ status }).where('id', '=', session.json.id).execute()
      }
    }
    const { items } = (await viewer.get('~/workflows')).json
    const counted = items.find((item: { id: string }) => item.id === id)
    expect(counted).toMatchObject({ sessions: 4, tokensPerSession: 55, steps: ['ID_VERIFICATION', 'FACE_LIVENESS'] })
    expect(counted.passRate).toBeCloseTo(2 / 3)
  })

  it('shows the fixed examples of an empty sandbox, which nobody can change', async () => {
    const { items } = (await stranger.get('~/workflows?environment=sandbox')).json
    expect(items.map((item: { id: string; isFixture: boolean }) => [item.id, item.isFixture])).toEqual([
      ['test_workflow', true],
      ['test_workflow_basic', true],
    ])
    const path = '~/workflows/test_workflow_basic'
    expect((await stranger.get(`${path}?environment=sandbox`)).json.versions).toHaveLength(1)
    for (const [verb, body] of [
      ['versions', { name: 'Mine', steps: STEPS, basedOn: 1 }],
      ['status', { status: 'inactive' }],
    ] as const) {
      expect((await stranger.post(`${path}/${verb}?environment=sandbox`, body)).status).toBe(403)
    }
    expect((await stranger.post(`${path}/duplicate?environment=sandbox`)).status).toBe(201)
  })
})
