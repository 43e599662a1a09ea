import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseIdempotencyKeys } from '../../src/services/idempotency/attempt.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const PERSON = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
const HOUR_MS = 3_600_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

function create(idempotencyKey: string, body: object = PERSON, key = server.organization.liveKey): Promise<TestAnswer> {
  return server.request('POST', '/v1/sessions', { key, body, headers: { 'idempotency-key': idempotencyKey } })
}

async function countSessions(): Promise<number> {
  return (await server.ctx.db.selectFrom('sessions').select('id').execute()).length
}

async function balance(): Promise<{ availableTokens: number; heldTokens: number }> {
  return server.ctx.db
    .selectFrom('balances')
    .select(['availableTokens', 'heldTokens'])
    .where('organizationId', '=', server.organization.id)
    .executeTakeFirstOrThrow()
}

describe('a POST with an Idempotency-Key', () => {
  it('answers a repetition as it answered first, and creates and charges nothing again', async () => {
    const first = await create('order-1')
    const sessions = await countSessions()
    const tokens = await balance()
    const second = await create('order-1')
    expect(first.status).toBe(200)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect([second.status, second.text]).toEqual([first.status, first.text])
    expect(second.headers['content-type']).toBe(first.headers['content-type'])
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(await countSessions()).toBe(sessions)
    expect(await balance()).toEqual(tokens)
  })

  it('takes the same body in the other casing, and in another order, for the same', async () => {
    const first = await create('order-2')
    const snake = { email: PERSON.email, last_name: PERSON.lastName, first_name: PERSON.firstName }
    expect((await create('order-2', snake)).text).toBe(first.text)
  })

  it('answers 422 when the body is another one, and does nothing', async () => {
    await create('order-3')
    const sessions = await countSessions()
    const other = await create('order-3', { ...PERSON, lastName: 'Byron' })
    expect([other.status, other.json.code]).toEqual([422, 'idempotency_mismatch'])
    expect(await countSessions()).toBe(sessions)
  })

  it('creates one session for many requests at once; the others get its answer or 409', async () => {
    const sessions = await countSessions()
    const answers = await Promise.all(Array.from({ length: 12 }, () => create('order-4')))
    expect(await countSessions()).toBe(sessions + 1)
    const done = answers.filter(({ status }) => status === 200)
    const running = answers.filter(({ status }) => status === 409)
    expect(done.length + running.length).toBe(12)
    expect(new Set(done.map(({ text }) => text)).size).toBe(1)
    for (const answer of running) {
      expect(answer.json.code).toBe('idempotency_running')
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1)
    }
  })

  it('keeps keys of other organizations, environments and routes apart', async () => {
    server.clock.advance(10_000)
    const other = await createOrganization(server.ctx, { name: 'Other' })
    const answers = [
      await create('order-5'),
      await create('order-5', PERSON, other.liveKey),
      await create('order-5', PERSON, server.organization.sandboxKey),
      await server.request('POST', '/v1/idv', {
        key: server.organization.liveKey,
        body: PERSON,
        headers: { 'idempotency-key': 'order-5' },
      }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(4)
  })

  it('refuses keys of 0 and of more than 255 characters with 400, and takes one of 255', async () => {
    const long = await create('k'.repeat(256))
    expect([long.status, long.json.code, long.json.hints[0].path]).toEqual([
      400,
      'validation_failed',
      ['idempotency-key'],
    ])
    expect((await create('')).status).toBe(400)
    expect((await create('k'.repeat(255))).status).toBe(200)
  })

  it('does not keep the answer to a bad body, since nothing was begun', async () => {
    expect((await create('order-6', { ...PERSON, email: 'nobody' })).status).toBe(400)
    expect((await create('order-6')).status).toBe(200)
  })

  it('begins afresh after 24 hours, and our own job erases what is older', async () => {
    const first = await create('order-7')
    server.clock.advance(24 * HOUR_MS - 1)
    expect((await create('order-7')).text).toBe(first.text)
    server.clock.advance(1)
    const next = await create('order-7')
    expect(next.json.id).not.toBe(first.json.id)
    server.clock.advance(24 * HOUR_MS)
    expect(await eraseIdempotencyKeys(server.appCtx)).toBeGreaterThan(0)
    expect(await server.ctx.db.selectFrom('idempotencyKeys').select('workId').execute()).toEqual([])
  })

  it('stores neither the key nor the link of the hosted page in the clear', async () => {
    const answer = await create('order-8-secret')
    const rows = await server.ctx.db.selectFrom('idempotencyKeys').selectAll().execute()
    const link: string = new URL(answer.json.session_url).pathname.split('/')[2] ?? ''
    expect(link.length).toBeGreaterThan(30)
    const stored = Buffer.concat(rows.flatMap(({ keyDigest, sealedBody }) => [keyDigest, sealedBody ?? Buffer.of()]))
    for (const secret of ['order-8-secret', link, 'session_url']) expect(stored.includes(secret)).toBe(false)
  })
})

describe('a request whose server died before it answered', () => {
  it('is 409 for a minute; then the session that it made is answered, with the same link', async () => {
    const first = await create('crash-1')
    const tokens = await balance()
    // What is in the database when the process dies between the commit of the session and that of the answer.
    await server.ctx.db
      .updateTable('idempotencyKeys')
      .set({ state: 'running', status: null, sealedBody: null, masterVersion: null, contentType: null })
      .execute()
    expect((await create('crash-1')).status).toBe(409)
    server.clock.advance(60_000)
    const second = await create('crash-1')
    expect([second.status, second.text]).toEqual([200, first.text])
    expect(await balance()).toEqual(tokens)
    expect((await create('crash-1')).headers['idempotency-replayed']).toBe('true')
  })

  it('is done by the repetition when it had made nothing', async () => {
    const { id } = (await create('crash-2')).json
    await server.ctx.db
      .updateTable('idempotencyKeys')
      .set({ state: 'running', status: null, sealedBody: null, masterVersion: null, workId: crypto.randomUUID() })
      .execute()
    server.clock.advance(60_000)
    const second = await create('crash-2')
    expect(second.status).toBe(200)
    expect(second.json.id).not.toBe(id)
  })
})

describe('a server that was restarted', () => {
  it('answers a repetition from before the restart', async () => {
    const first = await create('restart-1')
    await server.restart(async () => undefined)
    const second = await create('restart-1')
    expect([second.status, second.text]).toEqual([200, first.text])
    expect(second.headers['idempotency-replayed']).toBe('true')
  })
})
