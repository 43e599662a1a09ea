/** Proves that what happened to sessions arrives where an organization asked for it: signed, in order, and nowhere else. */
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isSignedPublicly, type Receiver, startReceiver } from '../harness/receiver.ts'
import { startTestServer, TEST_NOW_MS, type TestServer } from '../harness/server.ts'

const SOON = { timeout: 20_000, interval: 50 }

let server: TestServer
let receiver: Receiver
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8',
    OPENIDV_RATE_PER_SECOND: '1000',
    OPENIDV_RATE_BURST: '1000',
  })
  // Receivers compare the time of a webhook with their own.
  server.clock.advance(Date.now() - TEST_NOW_MS)
})
afterAll(() => server.close())
beforeEach(async () => {
  receiver = await startReceiver()
  return async () => {
    await server.ctx.db.deleteFrom('webhookEndpoints').execute()
    await receiver.close()
  }
})

const call = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  key = server.organization.liveKey,
) => server.request(method, path, { key, ...(body !== undefined && { body }) })

async function addEndpoint(fields: object = {}, key?: string): Promise<{ id: string; secret: string }> {
  const { status, json } = await call('POST', '/v1/webhook-endpoints', { url: receiver.url, ...fields }, key)
  expect(status, JSON.stringify(json)).toBe(201)
  return json
}

async function createSession(key?: string): Promise<string> {
  const person = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', externalId: 'customer-1' }
  return (await call('POST', '/v1/sessions', person, key)).json.id
}

const decide = (id: string, status: 'VERIFIED' | 'REJECTED' | 'VOIDED') =>
  call('PATCH', `/v1/sessions/${id}`, { status })
const types = () => receiver.received.map(({ json }) => json.type)
const makeDue = () => sql`update webhook_deliveries set due_at = now() where state = 'waiting'`.execute(server.ctx.db)
const listDeliveries = async (id: string) =>
  (await call('GET', `/v1/webhook-endpoints/${id}/deliveries`)).json.deliveries

describe('a webhook', () => {
  it('tells of a session as the contract has it, as it was when it happened, and is signed in both ways', async () => {
    const { secret } = await addEndpoint()
    const id = await createSession()
    await decide(id, 'VERIFIED')
    await expect.poll(types, SOON).toEqual(['session.created', 'session.status.verified'])
    const [created, verified] = receiver.received
    expect(created?.json.data).toMatchObject({ id, status: 'PENDING', uploads: {}, external_id: 'customer-1' })
    expect(created?.json.data).not.toHaveProperty('analysis_data')
    expect(verified?.json.data).toMatchObject({ id, status: 'VERIFIED' })
    const { type, data, ...rest } = verified?.json ?? {}
    expect([type, rest]).toEqual(['session.status.verified', {}])
    const { session_record: record } = (await call('GET', `/v1/sessions/${id}`)).json
    expect(data).toEqual(Object.fromEntries(Object.entries(record).filter(([name]) => name in data)))

    const events = (await call('GET', `/v1/events?session_id=${id}`)).json.events.reverse()
    const ids: string[] = events.map((event: { id: string }) => event.id)
    const retrieved = await Promise.all(ids.map(async (one) => (await call('GET', `/v1/events/${one}`)).json))
    const { json: keys } = await server.request('GET', '/.well-known/webhook-keys')
    receiver.received.forEach(({ headers, body }, at) => {
      expect(headers['webhook-id']).toBe(events[at].id)
      expect(retrieved[at]).toEqual({ ...events[at], ...JSON.parse(body) })
      expect(headers).not.toHaveProperty('deepidv-signature')
      new Webhook(secret).verify(body, headers as Record<string, string>)
      expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow()
      expect(isSignedPublicly(keys.keys[0], headers, body)).toBe(true)
      expect(isSignedPublicly(keys.keys[0], headers, `${body} `)).toBe(false)
    })
  })

  it('comes once for each endpoint that wants the type, of its own environment, and holds the secret only where it is asked for', async () => {
    const all = await addEndpoint({ sends_secret: true })
    await addEndpoint({ event_types: ['session.status.rejected'] })
    await addEndpoint({}, server.organization.sandboxKey)
    const id = await createSession()
    await decide(id, 'VOIDED')
    await expect.poll(types, SOON).toEqual(['session.created', 'session.status.voided'])
    expect(receiver.received.map(({ headers }) => headers['deepidv-signature'])).toEqual([all.secret, all.secret])
  })

  it('that fails is sent again under the same id, and holds back the later ones of its session only', async () => {
    const { id: endpoint } = await addEndpoint()
    let isFailing = true
    const held = await createSession()
    await expect.poll(types, SOON).toEqual(['session.created'])
    receiver.answer = ({ json }, reply) => {
      reply.statusCode = isFailing && json.data.id === held ? 503 : 200
      reply.end('busy')
    }
    await decide(held, 'REJECTED')
    await expect.poll(types, SOON).toHaveLength(2)
    const second = await createSession()
    await decide(second, 'VERIFIED')
    await expect.poll(types, SOON).toHaveLength(4)
    const failed = (await listDeliveries(endpoint)).find(
      (one: { attempts: number; state: string }) => one.state === 'waiting',
    )
    expect(failed).toMatchObject({ session_id: held, type: 'session.status.rejected', attempts: 1 })
    const { json } = await call('GET', `/v1/webhook-deliveries/${failed.id}`)
    expect(json.all_attempts).toMatchObject([{ number: 1, status: 503, error: 'status_refused', answer: 'busy' }])

    isFailing = false
    await makeDue()
    await expect.poll(types, SOON).toHaveLength(5)
    const tries = receiver.received.filter(({ json }) => json.type === 'session.status.rejected')
    expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('is sent in the order of its session, however the attempts end', async () => {
    await addEndpoint()
    let attempts = 0
    receiver.answer = (_request, reply) => {
      attempts += 1
      reply.statusCode = attempts % 3 === 0 ? 200 : 500
      reply.end()
    }
    const ids = await Promise.all([createSession(), createSession(), createSession()])
    for (const id of ids) await decide(id, 'VERIFIED')
    await expect
      .poll(async () => {
        await makeDue()
        return server.ctx.db.selectFrom('webhookDeliveries').select('id').where('state', '<>', 'delivered').execute()
      }, SOON)
      .toEqual([])
    for (const id of ids) {
      const ofSession = receiver.received.filter(({ json }) => json.data.id === id).map(({ json }) => json.type)
      expect(ofSession.lastIndexOf('session.created')).toBeLessThan(ofSession.indexOf('session.status.verified'))
    }
  })

  it('to a place that answers 410 is the last one: the endpoint is disabled, says why, and the others are told', async () => {
    const { id } = await addEndpoint({ name: 'Gone' })
    await addEndpoint({ event_types: ['endpoint.disabled'] })
    receiver.answer = ({ json }, reply) => {
      reply.statusCode = json.type === 'endpoint.disabled' ? 200 : 410
      reply.end()
    }
    await createSession()
    await expect.poll(async () => (await call('GET', `/v1/webhook-endpoints/${id}`)).json.status, SOON).toBe('disabled')
    expect((await call('GET', `/v1/webhook-endpoints/${id}`)).json.disabled_reason).toBe('gone')
    expect(await listDeliveries(id)).toMatchObject([{ state: 'failed', attempts: 1 }])
    expect((await call('POST', `/v1/webhook-endpoints/${id}/test`, {})).status).toBe(409)
    await expect.poll(types, SOON).toEqual(['session.created', 'endpoint.disabled'])
    const { headers, json } = receiver.received[1] ?? {}
    const { organizationId, ...data } = { organizationId: server.organization.id, endpoint_id: id, name: 'Gone' }
    const told = { organization_id: organizationId, ...data, reason: 'gone', failing_since: expect.any(String) }
    expect(json.data).toEqual(told)
    const { json: event } = await call('GET', `/v1/events/${headers?.['webhook-id']}`)
    expect(event).toEqual({ id: headers?.['webhook-id'], created_at: event.created_at, sequence: 0, ...json })
  })

  it('that has failed for three days disables its endpoint', async () => {
    const { id } = await addEndpoint()
    receiver.answer = (_request, reply) => {
      reply.statusCode = 302
      reply.setHeader('location', receiver.url).end()
    }
    await createSession()
    await expect.poll(() => receiver.received.length, SOON).toBe(1)
    await expect
      .poll(async () => (await call('GET', `/v1/webhook-endpoints/${id}`)).json.failing_since, SOON)
      .toBeTruthy()
    await sql`update webhook_endpoints set failing_since = now() - interval '73 hours'`.execute(server.ctx.db)
    await makeDue()
    await expect.poll(async () => (await call('GET', `/v1/webhook-endpoints/${id}`)).json.status, SOON).toBe('disabled')
    expect((await call('GET', `/v1/webhook-endpoints/${id}`)).json.disabled_reason).toBe('failing')
  })

  it('that cannot be made holds up no other, and does not count against its receiver', async () => {
    const { id } = await addEndpoint()
    await call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'paused' })
    const [damaged, whole] = [await createSession(), await createSession()]
    for (const session of [damaged, whole]) await decide(session, 'VERIFIED')
    await sql`update events set sealed_snapshot = 'damaged' where session_id = ${damaged} and sealed_snapshot is not null`.execute(
      server.ctx.db,
    )
    await call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'active' })
    await expect.poll(() => receiver.received.filter(({ json }) => json.data.id === whole), SOON).toHaveLength(2)
    await expect
      .poll(
        async () =>
          (await listDeliveries(id)).filter(
            ({ attempts, state }: { attempts: number; state: string }) => attempts > 0 && state === 'waiting',
          ),
        SOON,
      )
      .toMatchObject([{ session_id: damaged, type: 'session.status.verified' }])
    const [failed] = (await listDeliveries(id)).filter(({ state }: { state: string }) => state === 'waiting')
    const { json } = await call('GET', `/v1/webhook-deliveries/${failed.id}`)
    expect(json.all_attempts).toMatchObject([{ status: null, error: 'internal_error', answer: null }])
    expect((await call('GET', `/v1/webhook-endpoints/${id}`)).json.failing_since).toBe(null)
  })

  it('waits while its endpoint is paused, and is not made while it is disabled', async () => {
    const { id } = await addEndpoint()
    await call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'paused' })
    await createSession()
    await call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'active' })
    await expect.poll(types, SOON).toEqual(['session.created'])
    await call('PATCH', `/v1/webhook-endpoints/${id}`, { status: 'disabled' })
    await createSession()
    expect(await listDeliveries(id)).toHaveLength(1)
  })

  it('is signed with both secrets during an overlap, and with the new one alone after it', async () => {
    const { id, secret } = await addEndpoint()
    const rotated = await call('POST', `/v1/webhook-endpoints/${id}/rotate-secret`, { overlap_hours: 1 })
    const test = () => call('POST', `/v1/webhook-endpoints/${id}/test`, { type: 'session.status.failed' })
    await test()
    await expect.poll(types, SOON).toEqual(['session.status.failed'])
    const { headers = {}, body = '' } = receiver.received[0] ?? {}
    for (const one of [secret, rotated.json.secret]) new Webhook(one).verify(body, headers as Record<string, string>)
    await sql`update webhook_endpoints set previous_secret_ends_at = now() - interval '1 day'`.execute(server.ctx.db)
    await test()
    await expect.poll(() => receiver.received.length, SOON).toBe(2)
    const last = receiver.received[1]
    expect(() => new Webhook(secret).verify(last?.body ?? '', last?.headers as Record<string, string>)).toThrow()
    new Webhook(rotated.json.secret).verify(last?.body ?? '', last?.headers as Record<string, string>)
  })

  it('can be sent again, one or all that failed', async () => {
    const { id } = await addEndpoint()
    await createSession()
    await expect.poll(types, SOON).toHaveLength(1)
    await expect.poll(async () => (await listDeliveries(id))[0]?.state, SOON).toBe('delivered')
    const [delivery] = await listDeliveries(id)
    expect((await call('POST', `/v1/webhook-deliveries/${delivery.id}/resend`)).status).toBe(202)
    await expect.poll(types, SOON).toHaveLength(2)
    expect(receiver.received[1]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id'])

    await expect.poll(async () => (await listDeliveries(id))[0]?.state, SOON).toBe('delivered')
    await sql`update webhook_deliveries set state = 'failed'`.execute(server.ctx.db)
    const range = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' }
    expect((await call('POST', `/v1/webhook-endpoints/${id}/resend-failed`, range)).json).toEqual({ resent: 1 })
    await expect.poll(types, SOON).toHaveLength(3)
  })
})

describe('an endpoint', () => {
  it('is shown without its secret, and deleted with its deliveries', async () => {
    const { id, secret } = await addEndpoint({ name: 'Mine' })
    const listed = await call('GET', '/v1/webhook-endpoints')
    expect(listed.json.endpoints).toMatchObject([{ id, name: 'Mine', status: 'active', event_types: null }])
    expect(listed.text).not.toContain(secret)
    expect((await call('DELETE', `/v1/webhook-endpoints/${id}`)).status).toBe(204)
    expect((await call('GET', `/v1/webhook-endpoints/${id}`)).status).toBe(404)
  })

  it.each([
    ['http://example.com/hook', 'https address'],
    ['https://10.0.0.1/hook', 'not a public address'],
    ['https://[::1]/hook', 'not a public address'],
    ['https://[::ffff:10.0.0.1]/', 'not a public address'],
    ['https://169.254.169.254/latest/meta-data', 'not a public address'],
    ['https://0x0a000001/', 'not a public address'],
    ['https://user:pass@example.com/', 'name or a password'],
    ['ftp://example.com/', 'https address'],
    ['nonsense', 'absolute https address'],
  ])('is not taken at %s', async (url, why) => {
    const { status, json } = await call('POST', '/v1/webhook-endpoints', { url })
    expect([status, json.hints?.[0]?.path]).toEqual([400, ['url']])
    expect(json.message).toContain(why)
  })

  it('is not taken for a type of event that there is none of, or none at all', async () => {
    for (const types of [['session.status.unknown'], []]) {
      const { status, json } = await call('POST', '/v1/webhook-endpoints', { url: receiver.url, event_types: types })
      expect([status, json.hints?.[0]?.path[0]]).toEqual([400, 'event_types'])
    }
  })

  it('belongs to its organization and its environment', async () => {
    const { id } = await addEndpoint()
    const seen = await call('GET', `/v1/webhook-endpoints/${id}`, undefined, server.organization.sandboxKey)
    expect(seen.status).toBe(404)
  })
})
