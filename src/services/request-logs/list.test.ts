import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { explainWithin } from '../../../test/harness/explain.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { type ApiKeyId, newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import type { Actor, ApiKeyActor, EnvironmentActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { getRequestLog, type ListRequestLogs, listRequestLogs } from './list.ts'

const NOON_MS = Date.UTC(2026, 10, 24, 12)
const ROWS = 100_000
/** The only answer of 201 is this far back. */
const CREATED_AT_ROW = 60_000

const [busyKey, rareKey, idleKey] = [newId<ApiKeyId>(), newId<ApiKeyId>(), newId<ApiKeyId>()]
const sessionId = newId<SessionId>()
let database: TestDatabase
let ctx: Context
let organizationId: OrganizationId
let actor: ApiKeyActor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
  organizationId = (await createOrganization(ctx, { name: 'Busy' })).id
  actor = {
    ...{ kind: 'api_key', organizationId, environment: 'live', apiKeyId: busyKey },
    ...{ ownerUserId: undefined, scopes: ['*'], workflowId: undefined },
  }
  await insertLogs()
  await insertSums()
  await sql`vacuum analyze request_logs, request_usage`.execute(database.db)
}, 120_000)
afterAll(() => database.close())

/**
 * One request a second, back from noon; of a thousand one failed, and all have one request id, as a careless caller
 * sends it. The oldest ten are of another key, method, route and session. Ids are of version 7, by the moment.
 */
async function insertLogs(): Promise<void> {
  await sql`
    insert into request_logs (id, organization_id, environment, api_key_id, method, route, path, status, ms,
      request_id, user_agent, session_id, at)
    select (lpad(to_hex(${NOON_MS}::bigint - n * 1000), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
        || substr(md5(n::text), 4, 15))::uuid,
      ${organizationId}, 'live', case when is_rare then ${rareKey}::uuid else ${busyKey}::uuid end,
      case when is_rare then 'PATCH' else 'GET' end, case when is_rare then '/v1/rare' else '/v1/sessions' end, '/v1',
      case when n = ${CREATED_AT_ROW}::integer then 201 when n % 1000 = 0 then 500 else 200 end, 5,
      case when is_rare then 'request-' || n else 'always-the-same' end, '',
      case when is_rare then ${sessionId}::uuid when n % 2 = 0 then gen_random_uuid() end,
      to_timestamp((${NOON_MS}::bigint - n * 1000) / 1000.0)
    from generate_series(1, ${ROWS}::integer) as n, lateral (select n > ${ROWS - 10}::integer as is_rare) as kinds
  `.execute(database.db)
}

/** The sums of these requests, and those of a month by ten keys to three routes; other organizations have the like. */
async function insertSums(): Promise<void> {
  const others = await Promise.all(['B', 'C', 'D'].map((name) => createOrganization(ctx, { name })))
  await sql`
    insert into request_usage
    select organization_id, environment, 'hour', date_trunc('hour', at), api_key_id, method, route, count(*), 0,
      count(*) filter (where status = 500), 0, 0
    from request_logs group by 1, 2, 4, 5, 6, 7
  `.execute(database.db)
  await sql`
    insert into request_usage
    select organization, 'live', 'hour', to_timestamp(${NOON_MS}::bigint / 1000) - n * interval '1 hour',
      md5(key::text)::uuid, 'GET', '/v1/other-' || route, 1, 0, 0, 0, 0
    from unnest(${[organizationId, ...others.map(({ id }) => id)]}::uuid[]) as organization,
      generate_series(1, 720) as n, generate_series(1, 10) as key, generate_series(1, 3) as route
  `.execute(database.db)
}

interface Costs {
  readonly found: number
  readonly queries: number
  /** Rows that any of its queries read. */
  readonly readRows: number
  readonly walkedTables: readonly string[]
}

async function costsOf(input: Partial<ListRequestLogs>): Promise<Costs> {
  let found = 0
  const costs = await explainWithin(database, actor.organizationId, async (db) => {
    const page = await listRequestLogs({ ...ctx, db }, actor, { limit: 50, ...input })
    found = page.items.length
  })
  const readRows = costs.reduce((sum, cost) => sum + cost.readRows, 0)
  const walkedTables = costs.flatMap((cost) => cost.walkedTables).filter((table) => table !== 'api_keys')
  return { found, queries: costs.length, readRows, walkedTables }
}

const hours = (count: number) => new Date(NOON_MS - count * 3_600_000)

describe('the list of requests, of 100,000', () => {
  it.each<[string, number, Partial<ListRequestLogs>]>([
    ['without filters', 50, {}],
    ['of failures', 50, { statusFrom: 500, statusTo: 599 }],
    ['of one status', 50, { statusFrom: 500, statusTo: 500 }],
    ['of one request id', 1, { requestId: 'request-99999' }],
    ['of the one request id of all', 50, { requestId: 'always-the-same' }],
    ['of a request id that none has', 0, { requestId: 'nobody' }],
    ['of one session', 10, { sessionId }],
    ['of a session that none has', 0, { sessionId: newId<SessionId>() }],
    ['of a time long ago', 50, { from: hours(25), to: hours(24) }],
    ['of one key', 50, { apiKeyId: busyKey }],
    ['of one endpoint', 50, { method: 'GET', route: '/v1/sessions' }],
    ['of a session and a method that never meet', 0, { sessionId, method: 'DELETE' }],
  ])('%s is read by an index, and no more rows than the page or the kind has', async (_name, count, input) => {
    const { found, readRows, walkedTables } = await costsOf(input)
    expect(found).toBe(count)
    expect(walkedTables).toEqual([])
    expect(readRows).toBeLessThanOrEqual(300)
  })

  it.each<[string, number, Partial<ListRequestLogs>]>([
    ['a class that no answer had', 0, { statusFrom: 400, statusTo: 499 }],
    ['a key that asked a day ago', 10, { apiKeyId: rareKey }],
    ['a method of a day ago', 10, { method: 'PATCH' }],
    ['a route of a day ago', 10, { route: '/v1/rare' }],
    ['a key that never asked', 0, { apiKeyId: idleKey }],
    ['a method that nobody used', 0, { method: 'DELETE' }],
    ['a route that nobody asked for', 0, { route: '/v1/nothing' }],
    ['a key and a route that never met', 0, { apiKeyId: rareKey, route: '/v1/sessions' }],
  ])('passes over the hours without %s in one page', async (_name, count, input) => {
    const { found, readRows, walkedTables } = await costsOf(input)
    expect(found).toBe(count)
    expect(walkedTables).toEqual([])
    // The sums of a month, 21,600 and a few, and the rows of one hour.
    expect(readRows).toBeLessThan(27_000)
  })

  it('reads a bounded number of rows for every combination that the page offers, also when nothing fits', async () => {
    const some = [undefined, { from: hours(20), to: hours(1) }]
    for (const method of [undefined, 'GET', 'DELETE'])
      for (const apiKeyId of [undefined, busyKey, rareKey])
        for (const route of [undefined, '/v1/sessions'])
          for (const status of [undefined, [200, 299], [204, 204], [404, 404], [500, 599]])
            for (const time of some) {
              const [statusFrom, statusTo] = status ?? []
              const costs = await costsOf({ method, apiKeyId, route, statusFrom, statusTo, ...time })
              const asked = JSON.stringify({ method, apiKeyId, route, status, time })
              expect(costs.walkedTables, asked).toEqual([])
              expect(costs.queries, asked).toBeLessThanOrEqual(9)
              expect(costs.readRows, asked).toBeLessThan(33_000)
            }
  }, 240_000)

  it('rests when it has looked at many rows in vain, says how far it came, and goes on from there', async () => {
    const wanted = { limit: 50, statusFrom: 201, statusTo: 201 }
    let page = await listRequestLogs(ctx, actor, wanted)
    let pages = 1
    while (page.items.length === 0) {
      expect(page.searchedTo).toEqual(new Date(NOON_MS - pages * 15_000_000))
      page = await listRequestLogs(ctx, actor, { ...wanted, cursor: page.nextCursor })
      pages += 1
    }
    expect(page.items.map(({ at }) => at)).toEqual([new Date(NOON_MS - CREATED_AT_ROW * 1000)])
    expect(pages).toBe(4)
  })

  it('pages through every row once, newest first, and refuses the cursor of other filters', async () => {
    const wanted = { statusFrom: 500, statusTo: 599, limit: 30 }
    const found: Date[] = []
    let cursor: string | undefined
    do {
      const page = await listRequestLogs(ctx, actor, { ...wanted, cursor })
      found.push(...page.items.map(({ at }) => at))
      cursor = page.nextCursor
      if (cursor) {
        const other = listRequestLogs(ctx, actor, { limit: 30, cursor })
        await expect(other).rejects.toMatchObject({ code: 'validation_failed' })
      }
    } while (cursor)
    expect(found).toHaveLength(ROWS / 1000 - 1)
    expect(found).toEqual([...found].sort((a, b) => b.getTime() - a.getTime()))
  })

  it('shows nothing to another organization or environment, and refuses a single request of theirs', async () => {
    const other: EnvironmentActor = { ...actor, organizationId: (await createOrganization(ctx, { name: 'Other' })).id }
    const sandbox: EnvironmentActor = { ...actor, environment: 'sandbox' }
    const [known] = (await listRequestLogs(ctx, actor, { limit: 1 })).items
    for (const stranger of [other, sandbox]) {
      expect((await listRequestLogs(ctx, stranger, { limit: 50 })).items).toEqual([])
      await expect(getRequestLog(ctx, stranger, known?.id ?? '')).rejects.toMatchObject({ code: 'access_denied' })
    }
    expect(await getRequestLog(ctx, actor, known?.id ?? '')).toMatchObject({ requestId: known?.requestId })
    await expect(getRequestLog(ctx, actor, newId<ApiKeyId>())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is refused to an actor without the scope', async () => {
    const narrow = { ...actor, scopes: ['sessions:read'] } satisfies Actor
    await expect(listRequestLogs(ctx, narrow, { limit: 1 })).rejects.toMatchObject({ code: 'scope_missing' })
  })
})
