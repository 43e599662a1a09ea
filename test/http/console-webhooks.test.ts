/** Proves that members say where events are sent and see what came of it, each environment apart. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withTransaction } from '../../src/context.ts'
import { type ApplicantId, newId, type WebhookDeliveryId } from '../../src/lib/ids.ts'
import { recordOtherEvent } from '../../src/services/events/record.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { type Receiver, startReceiver } from '../harness/receiver.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { told } from '../harness/team.ts'

const SOON = { timeout: 20_000, interval: 50 }
const STEP_UP_LIFE_MS = 10 * 60_000

let server: TestServer
let receiver: Receiver
let owner: TestMember
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' })
  receiver = await startReceiver()
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})
beforeEach(async () => {
  owner = await signUpMember(server)
  return async () => {
    await server.ctx.db.deleteFrom('webhookEndpoints').execute()
  }
})

const fields = () => ({ name: 'Shop', url: receiver.url, description: null, eventTypes: null, sendsSecret: false })

async function addEndpoint(change: object = {}, query = ''): Promise<{ id: string; secret: string }> {
  const { status, json } = await owner.post(`~/webhooks${query}`, { ...fields(), ...change })
  expect(status, JSON.stringify(json)).toBe(201)
  return { id: json.endpoint.id, secret: json.secret }
}

const list = async (query = '') => (await owner.get(`~/webhooks${query}`)).json

describe('an endpoint', () => {
  it('is made with a secret that no later answer holds, in its own environment', async () => {
    const { id, secret } = await addEndpoint({ description: 'The shop’s', eventTypes: ['session.status.verified'] })
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const { items, eventTypes } = await list()
    expect(items).toMatchObject([{ id, name: 'Shop', url: receiver.url, status: 'active', failingSince: null }])
    expect(items[0]).not.toHaveProperty('latest')
    expect(eventTypes).toContain('session.status.expired')
    expect((await list('?environment=sandbox')).items).toEqual([])
    expect((await owner.get(`~/webhooks/${id}?environment=sandbox`)).status).toBe(404)
    const answers = JSON.stringify([items, (await owner.get(`~/webhooks/${id}`)).json])
    expect(answers).not.toContain(secret)
    expect(answers).not.toContain('sealed')
  })

  it('is refused with the field that is wrong', async () => {
    for (const [change, field] of [
      [{ name: '' }, 'name'],
      [{ url: 'https://10.0.0.1/' }, 'url'],
      [{ url: 'ftp://example.com/' }, 'url'],
      [{ eventTypes: [] }, 'event_types'],
      [{ eventTypes: ['nothing'] }, 'eventTypes'],
      [{ description: 'x'.repeat(501) }, 'description'],
    ] as const) {
      const { status, json } = await owner.post('~/webhooks', { ...fields(), ...change })
      expect([status, json.hints[0].path[0]]).toEqual([400, field])
    }
    expect((await list()).items).toEqual([])
  })

  it('goes elsewhere or sends its secret only after a fresh proof; a pause and another name need none', async () => {
    const { id, secret } = await addEndpoint()
    server.clock.advance(STEP_UP_LIFE_MS + 1)
    const change = (body: object) => owner.send('PATCH', `~/webhooks/${id}`, body)
    expect(told(await change({ url: 'https://example.com/' }))).toEqual([403, 'step_up_required'])
    expect(told(await change({ sendsSecret: true }))).toEqual([403, 'step_up_required'])
    expect(told(await owner.post(`~/webhooks/${id}/rotate-secret`, { overlapHours: 0 }))).toEqual([
      403,
      'step_up_required',
    ])
    const paused = await change({ status: 'paused', name: 'Shop 2', sendsSecret: false })
    expect([paused.status, paused.json]).toMatchObject([200, { status: 'paused', name: 'Shop 2', url: receiver.url }])
    expect(told(await owner.post(`~/webhooks/${id}/test`, { type: 'session.created' }))).toEqual([409, 'conflict'])
    owner = await signUpMember(server)
    const rotated = await owner.post(`~/webhooks/${id}/rotate-secret`, { overlapHours: 24 })
    expect(rotated.json.secret).not.toBe(secret)
    expect((await owner.get(`~/webhooks/${id}`)).json.previousSecretEndsAt).not.toBeNull()
    expect((await owner.send('DELETE', `~/webhooks/${id}`)).status).toBe(204)
    expect((await list()).items).toEqual([])
  })
})

describe('what came of it', () => {
  it('is counted in the list, paged, and seen with every attempt; what failed is sent again', async () => {
    const { id } = await addEndpoint()
    const sendTest = async () =>
      (await owner.post(`~/webhooks/${id}/test`, { type: 'session.status.failed' })).json.deliveryId as string
    const first = await sendTest()
    const stateOf = async (delivery: string) => (await owner.get(`~/webhook-deliveries/${delivery}`)).json.state
    await expect.poll(() => stateOf(first), SOON).toBe('delivered')
    expect((await owner.get(`~/webhook-deliveries/${first}`)).json).toMatchObject({
      ...{ endpointId: id, type: 'session.status.failed', eventId: null, attempts: 1, nextAttemptAt: null },
      allAttempts: [{ number: 1, status: 200, error: null, answer: 'thank you' }],
    })

    const second = await sendTest()
    await expect.poll(() => stateOf(second), SOON).toBe('delivered')
    const at = `~/webhooks/${id}/deliveries`
    const page = (await owner.get(`${at}?limit=1`)).json
    expect(page.items.map((one: { id: string }) => one.id)).toEqual([second])
    const further = (await owner.get(`${at}?limit=1&cursor=${encodeURIComponent(page.nextCursor)}`)).json
    expect([further.items.map((one: { id: string }) => one.id), further.nextCursor]).toEqual([[first], undefined])

    await server.ctx.db
      .updateTable('webhookDeliveries')
      .set({ state: 'failed' })
      .where('id', '=', first as WebhookDeliveryId)
      .execute()
    expect((await owner.get(`${at}?state=failed`)).json.items).toHaveLength(1)
    expect((await list()).items[0].latest).toEqual({ delivered: 1, failed: 1, waiting: 0 })
    const { hours, isWhole } = (await owner.get(`~/webhooks/${id}/history`)).json
    const sum = (state: string) =>
      hours.reduce((all: number, hour: Record<string, number>) => all + (hour[state] ?? 0), 0)
    expect([hours.length, sum('delivered'), sum('failed'), sum('waiting'), isWhole]).toEqual([72, 1, 1, 0, true])
    const range = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }
    expect((await owner.post(`~/webhooks/${id}/resend-failed`, range)).json).toEqual({ resent: 1 })
    await expect.poll(() => stateOf(first), SOON).toBe('delivered')
    expect((await owner.post(`~/webhook-deliveries/${first}/resend`)).status).toBe(204)
    await expect.poll(async () => (await owner.get(`~/webhook-deliveries/${first}`)).json.attempts, SOON).toBe(3)
  })

  it('stands with the events of its session, for those who see webhooks', async () => {
    const { id: endpointId } = await addEndpoint()
    const person = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
    const session = (await owner.post('~/sessions', person)).json.id
    const events = async (member: TestMember) => (await member.get(`~/sessions/${session}/events`)).json.items
    await expect.poll(async () => (await events(owner))[0].deliveries[0].state, SOON).toBe('delivered')
    expect(await events(owner)).toMatchObject([
      { type: 'session.created', sequence: 1, deliveries: [{ endpointId, endpointName: 'Shop', attempts: 1 }] },
    ])
    const [{ id, deliveries }] = await events(owner)
    const requestOf = async (member: TestMember) =>
      (await member.get(`~/webhook-deliveries/${deliveries[0].id}/request`)).json
    const sent = receiver.received.find(({ headers }) => headers['webhook-id'] === id)
    expect(await requestOf(owner)).toEqual({ webhookId: id, sessionId: session, body: sent?.body })
    const viewer = await signUpMember(server, { role: 'viewer' })
    expect((await events(viewer))[0]).toMatchObject({ type: 'session.created' })
    expect((await events(viewer))[0]).not.toHaveProperty('deliveries')
  })
})

describe('an event of no session', () => {
  const get = (path: string, key = server.organization.liveKey) => server.request('GET', path, { key })
  const events = () => receiver.received.filter(({ json }) => !json.type.startsWith('session'))

  it('tells that an applicant was erased by their id alone, and only to their organization and environment', async () => {
    await addEndpoint({ eventTypes: ['applicant.erased'] })
    const { id: organizationId, sandboxKey } = server.organization
    const data = { applicantId: newId<ApplicantId>(), erasedAt: '2026-11-30T12:00:00.000Z' }
    await withTransaction(server.ctx, (tx) =>
      recordOtherEvent(tx, { organizationId, environment: 'live', type: 'applicant.erased', data }),
    )
    await expect.poll(events, SOON).toHaveLength(1)
    const { headers, json } = events()[0] ?? {}
    const told = { organization_id: organizationId, user_id: data.applicantId, erased_at: data.erasedAt }
    expect(json).toEqual({ type: 'applicant.erased', data: told })
    const path = `/v1/events/${headers?.['webhook-id']}`
    expect((await get(path)).json.data).toEqual(told)
    expect((await get(path, sandboxKey)).json.code).toBe('access_denied')
    expect((await get('/v1/events/none')).status).toBe(404)
  })

  it('tells the others that somebody disabled an endpoint, once', async () => {
    await addEndpoint({ eventTypes: ['endpoint.disabled'] })
    const { id } = await addEndpoint({ name: 'Old shop' })
    const before = events().length
    for (let i = 0; i < 2; i += 1) await owner.send('PATCH', `~/webhooks/${id}`, { status: 'disabled' })
    await expect.poll(events, SOON).toHaveLength(before + 1)
    expect(events().at(-1)?.json.data).toMatchObject({ endpoint_id: id, name: 'Old shop', reason: 'by_hand' })
    const { json } = await get('/v1/events?type=endpoint.disabled')
    expect(json.events).toHaveLength(1)
    // Every page tells of those that nobody wanted to end.
    expect((await owner.get('~/ended-webhooks')).json.items).toEqual([])
    const gone = { status: 'disabled', disabledReason: 'gone' } as const
    await server.ctx.db.updateTable('webhookEndpoints').set(gone).where('name', '=', 'Old shop').execute()
    expect((await owner.get('~/ended-webhooks')).json.items).toEqual([{ id, name: 'Old shop', disabledReason: 'gone' }])
  })
})
