import { AsyncLocalStorage } from 'node:async_hooks'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createOrganization } from '../../src/services/organizations/create.ts'
import { expireSessions } from '../../src/services/sessions/expire.ts'
import * as wire from '../harness/sdk-wire.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

let server: TestServer
/** The sandbox is free, so that tests can make as many sessions as they like. */
let key: string
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_RATE_BURST: '1000000',
    OPENIDV_RATE_PER_SECOND: '1000000',
    OPENIDV_DAILY_QUOTA: '1000000',
  })
  key = server.organization.sandboxKey
})
afterAll(() => server.close())

async function create(change: Readonly<Record<string, unknown>> = {}, asked = key): Promise<string> {
  const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', ...change }
  const answer = await server.request('POST', '/v1/sessions', { key: asked, body })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json.id
}

function list(query: Readonly<Record<string, string | number>> = {}, asked = key): Promise<TestAnswer> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) search.append(name, String(value))
  return server.request('GET', `/v1/sessions?${search}`, { key: asked })
}

function idsOf(answer: TestAnswer): string[] {
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json.sessions.map(({ id }: { id: string }) => id)
}

/** Every page by cursor; `between` runs after each. */
async function walk(query: Readonly<Record<string, string | number>>, between = async () => {}): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const answer = await list(cursor === undefined ? query : { ...query, next_token: cursor })
    ids.push(...idsOf(answer))
    cursor = answer.json.next_token
    await between()
  }
  return ids
}

/** What the list must be: straight from the rows. */
async function expectedIds(externalId?: string): Promise<string[]> {
  const rows = await server.ctx.db
    .selectFrom('sessions')
    .select(['id', 'createdAt', 'externalId'])
    .where('organizationId', '=', server.organization.id)
    .where('environment', '=', 'sandbox')
    .execute()
  return rows
    .filter((row) => externalId === undefined || row.externalId === externalId)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id)
}

describe('paging', () => {
  beforeAll(async () => {
    // Three at a time share their moment, so that only the id orders them.
    for (let moment = 0; moment < 15; moment++) {
      await Promise.all([0, 1, 2].map((place) => create({ externalId: `ext-${(moment + place) % 4}` })))
      server.clock.advance(7)
    }
  })

  it('visits each session once and in order by cursor, for any page size and filter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.option(fc.nat(4)), async (limit, external) => {
        const externalId = external === null ? undefined : `ext-${external}`
        const ids = await walk({ limit, ...(externalId !== undefined && { external_id: externalId }) })
        expect(ids).toEqual(await expectedIds(externalId))
      }),
      { numRuns: 25 },
    )
  })

  it('visits each session once and in order by offset, for any page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 3, max: 60 }), async (limit) => {
        const ids: string[] = []
        for (let hasMore = true; hasMore; ) {
          const answer = await list({ limit, offset: ids.length })
          ids.push(...idsOf(answer))
          hasMore = answer.json.hasMore
          expect(answer.json.total).toBe(45)
        }
        expect(ids).toEqual(await expectedIds())
      }),
      { numRuns: 10 },
    )
  })

  it('visits what was there once and in order while sessions are created', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.nat(2), async (limit, added) => {
        const before = await expectedIds()
        server.clock.advance(1)
        const ids = await walk({ limit }, async () => {
          for (let place = 0; place < added; place++) await create()
        })
        expect(ids).toEqual(before)
      }),
      { numRuns: 8 },
    )
  })

  it('refuses a cursor that was altered, with 400 naming next_token', async () => {
    const { next_token: cursor } = (await list({ limit: 1 })).json
    await fc.assert(
      fc.asyncProperty(fc.nat(cursor.length - 1), fc.constantFrom('A', 'b', '7', '-', '=', ' '), async (at, put) => {
        const altered = cursor.slice(0, at) + put + cursor.slice(at + 1)
        if (altered === cursor) return
        const answer = await list({ limit: 1, next_token: altered })
        expect([answer.status, answer.json.hints[0].path]).toEqual([400, ['next_token']])
      }),
      { numRuns: 60 },
    )
    expect((await list({ next_token: '' })).status).toBe(400)
  })

  it('refuses a cursor of another organization, environment or filter', async () => {
    const { next_token: cursor } = (await list({ limit: 1 })).json
    const other = await createOrganization(server.ctx, { name: 'Other' })
    await create({}, other.sandboxKey)
    const foreign = [
      await list({ next_token: cursor }, other.sandboxKey),
      await list({ next_token: cursor }, server.organization.liveKey),
      await list({ next_token: cursor, external_id: 'ext-1' }),
      await list({ next_token: cursor, by_organization: 'true' }),
      await list({ next_token: cursor, status: 'PENDING' }),
      await list({ next_token: cursor, start_date: '2020-01-01' }),
    ]
    expect(foreign.map(({ status, json }) => [status, json.hints[0].path[0]])).toEqual(
      foreign.map(() => [400, 'next_token']),
    )
    // The page size is not part of it.
    expect((await list({ next_token: cursor, limit: 7 })).status).toBe(200)
  })
})

describe('GET /v1/sessions', () => {
  it('satisfies both generations of clients with one answer', async () => {
    await create({ externalId: 'both' })
    const answer = await list({ external_id: 'both' })
    const snake = wire.listed.parse(answer.json)
    const camel = wire.listedCamel.parse(answer.json)
    expect(snake.sessions.map(({ id }) => id)).toEqual(camel.data.map(({ id }) => id))
    expect(Object.keys(answer.json).sort()).toEqual(
      ['data', 'hasMore', 'limit', 'next_token', 'offset', 'sessions', 'total'].sort(),
    )
    expect(answer.json).toMatchObject({ next_token: null, hasMore: false, total: 1, limit: 50, offset: 0 })
  })

  it('bounds limit at 1 to 500 and names every query that is wrong', async () => {
    const wrong = {
      limit: ['0', '501', 'x', '1.5', ''],
      offset: ['-1', 'x', '100001'],
      status: ['DONE', 'pending'],
      start_date: ['yesterday', '2026-13-01'],
      by_organization: ['maybe'],
      workflow_id: ['wf_abc'],
    }
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) {
        const answer = await list({ [name]: value })
        expect([name, value, answer.status, answer.json.hints?.[0].path]).toEqual([name, value, 400, [name]])
      }
    }
    const { next_token: cursor } = (await list({ limit: 1 })).json
    const both = await list({ next_token: cursor, offset: 3 })
    expect([both.status, both.json.hints[0].path]).toEqual([400, ['offset']])
    expect((await list({ limit: 500 })).json.limit).toBe(500)
  })

  it('gives external_id priority over workflow_id, that over by_organization, that over the sender', async () => {
    const { sandboxKey } = await createOrganization(server.ctx, { name: 'Priorities' })
    const organization = await createOrganization(server.ctx, { name: 'Many senders' })
    const steps = [{ id: 'FACE_LIVENESS' }]
    const made = await server.request('POST', '/v1/workflows', {
      key: organization.sandboxKey,
      body: { name: 'W', steps },
    })
    const workflowId: string = made.json.workflow.id
    const mine = await create({}, organization.sandboxKey)
    const withWorkflow = await create({ workflowId }, organization.sandboxKey)
    const external = await create({ externalId: 'E' }, organization.sandboxKey)
    const sent = await create({}, organization.sandboxKey)
    const { db } = server.ctx
    const keyOf = await db
      .selectFrom('sessions')
      .select('apiKeyId')
      .where('id', '=', mine as never)
      .executeTakeFirstOrThrow()
    const otherKey = await db
      .selectFrom('apiKeys')
      .select('id')
      .where('organizationId', '=', organization.id)
      .where('id', '!=', keyOf.apiKeyId)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('sessions')
      .set({ apiKeyId: otherKey.id })
      .where('id', 'in', [sent, external] as never[])
      .execute()

    const found = async (query: Record<string, string>) => idsOf(await list(query, organization.sandboxKey)).sort()
    const everything = { external_id: 'E', workflow_id: workflowId, by_organization: 'true' }
    expect(await found({})).toEqual([mine, withWorkflow].sort())
    expect(await found({ by_organization: 'true' })).toEqual([mine, withWorkflow, external, sent].sort())
    expect(await found({ by_organization: 'true', workflow_id: workflowId })).toEqual([withWorkflow])
    expect(await found(everything)).toEqual([external])
    expect(await found({ externalId: 'E' })).toEqual([external])
    expect(idsOf(await list({ external_id: 'E' }, sandboxKey))).toEqual([])
  })

  it('bounds created_at inclusively, a date alone with its whole day', async () => {
    const organization = await createOrganization(server.ctx, { name: 'Dates' })
    const at = new Date(server.clock.nowMs())
    const id = await create({}, organization.sandboxKey)
    const day = at.toISOString().slice(0, 10)
    const earlier = new Date(at.getTime() - 1).toISOString()
    const later = new Date(at.getTime() + 1).toISOString()
    const found = async (query: Record<string, string>) => idsOf(await list(query, organization.sandboxKey))
    expect(await found({ start_date: at.toISOString(), end_date: at.toISOString() })).toEqual([id])
    expect(await found({ start_date: day, end_date: day })).toEqual([id])
    expect(await found({ start_date: later })).toEqual([])
    expect(await found({ end_date: earlier })).toEqual([])
    expect(await found({ start_date: at.toISOString().replace('Z', '+00:00') })).toEqual([id])
  })

  it('lists what has run out of time as EXPIRED before and after the job has marked it', async () => {
    const organization = await createOrganization(server.ctx, { name: 'Expiry' })
    const short = await create({ expires_in_hours: 1 }, organization.sandboxKey)
    const long = await create({ expiresInHours: 8760 }, organization.sandboxKey)
    server.clock.advance(3_600_000)
    const found = async (status: string) => {
      const answer = await list({ status }, organization.sandboxKey)
      expect(answer.json.sessions.every((record: { status: string }) => record.status === status)).toBe(true)
      return idsOf(answer)
    }
    expect(await found('EXPIRED')).toEqual([short])
    expect(await found('PENDING')).toEqual([long])
    await expireSessions(server.appCtx)
    expect(await found('EXPIRED')).toEqual([short])
    expect(await found('PENDING')).toEqual([long])
  })

  it('reads a page of any size with the same number of queries', async () => {
    const organization = await createOrganization(server.ctx, { name: 'Queries' })
    for (let place = 0; place < 12; place++) await create({}, organization.sandboxKey)
    // The server writes its counts in the background by the same executor: only what the request asks is counted.
    const request = new AsyncLocalStorage<{ queries: number }>()
    const executor = server.appCtx.db.getExecutor()
    const { executeQuery } = executor
    const spied = vi.spyOn(executor, 'executeQuery').mockImplementation((...args) => {
      const own = request.getStore()
      if (own) own.queries += 1
      return executeQuery.apply(executor, args) as ReturnType<typeof executeQuery>
    })
    const count = async (limit: number) => {
      const own = { queries: 0 }
      await request.run(own, () => list({ limit }, organization.sandboxKey))
      return own.queries
    }
    const one = await count(1)
    expect(one).toBeGreaterThan(2)
    expect(await count(12)).toBe(one)
    spied.mockRestore()
  })
})
