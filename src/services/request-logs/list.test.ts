import { type KyselyPlugin, PostgresQueryCompiler, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { type ApiKeyId, newId, type OrganizationId } from '../../lib/ids.ts'
import type { Actor, ApiKeyActor, EnvironmentActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { getRequestLog, type ListRequestLogs, listRequestLogs } from './list.ts'

const NOON_MS = Date.UTC(2026, 10, 24, 12)
const ROWS = 100_000

let database: TestDatabase
let ctx: Context
let client: pg.Client
let organizationId: OrganizationId
let actor: ApiKeyActor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  organizationId = (await createOrganization(ctx, { name: 'Busy' })).id
  const apiKeyId = newId<ApiKeyId>()
  actor = {
    ...{ kind: 'api_key', organizationId, environment: 'live', apiKeyId },
    ...{ ownerUserId: undefined, scopes: ['*'], workflowId: undefined },
  }
  // One request a second, back from noon; of a thousand one failed. Ids are of version 7, by the moment.
  await sql`
    insert into request_logs (id, organization_id, environment, api_key_id, method, route, path, status, ms,
      request_id, user_agent, at)
    select (lpad(to_hex(${NOON_MS}::bigint - n * 1000), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
        || substr(md5(n::text), 4, 15))::uuid,
      ${organizationId}, 'live', ${apiKeyId}, 'GET', '/v1/sessions', '/v1/sessions',
      case when n % 1000 = 0 then 500 else 200 end, 5, 'request-' || n, '', to_timestamp((${NOON_MS}::bigint - n * 1000) / 1000.0)
    from generate_series(1, ${ROWS}::integer) as n
  `.execute(database.db)
  await sql`analyze request_logs`.execute(database.db)
})
afterAll(async () => {
  await client.end()
  await database.close()
})

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** Lists, and answers how the database read the log: the kind of each scan, and the rows that it looked at. */
async function scansOf(input: Partial<ListRequestLogs>): Promise<Array<{ kind: string; rows: number }>> {
  const plans: Plan[] = []
  const explain: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const { sql: text, parameters } = new PostgresQueryCompiler().compileQuery(node, queryId)
      explained.push(client.query(`explain (analyze, format json) ${text}`, [...parameters]))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const explained: Array<Promise<pg.QueryResult<{ 'QUERY PLAN': Array<{ Plan: Plan }> }>>> = []
  await listRequestLogs({ ...ctx, db: database.db.withPlugin(explain) }, actor, { limit: 50, ...input })
  for (const { rows } of await Promise.all(explained)) {
    for (const row of rows) plans.push(...row['QUERY PLAN'].map(({ Plan: plan }) => plan))
  }
  return plans.flatMap(listScans)
}

function listScans(plan: Plan): Array<{ kind: string; rows: number }> {
  const own =
    plan['Relation Name'] === 'request_logs'
      ? [{ kind: plan['Node Type'], rows: plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) }]
      : []
  return [...own, ...(plan.Plans ?? []).flatMap(listScans)]
}

describe('the list of requests, of 100,000', () => {
  const hours = (count: number) => new Date(NOON_MS - count * 3_600_000)

  it.each<[string, Partial<ListRequestLogs>]>([
    ['without filters', {}],
    ['of failures', { statusFrom: 500, statusTo: 599 }],
    ['of one status', { statusFrom: 500, statusTo: 500 }],
    ['of one request id', { requestId: 'request-99999' }],
    ['of a time long ago', { from: hours(25), to: hours(24) }],
    [
      'of one key',
      {
        get apiKeyId() {
          return actor.apiKeyId
        },
      },
    ],
  ])('%s is read by an index, and no more rows than the page or the kind has', async (_name, input) => {
    const scans = await scansOf(input)
    expect(scans.length).toBeGreaterThan(0)
    for (const { kind, rows } of scans) {
      expect(kind).toMatch(/^Index|^Bitmap/)
      expect(rows).toBeLessThanOrEqual(101)
    }
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
    expect(found).toHaveLength(ROWS / 1000)
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
