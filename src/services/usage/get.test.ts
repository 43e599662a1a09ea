import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { type ApiKeyId, newId, type OrganizationId } from '../../lib/ids.ts'
import type { ApiKeyActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { getUsageSeries, getUsageSummary } from './get.ts'

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000]
const LIMITER = { used: () => 3 }

let database: TestDatabase
let ctx: ReturnType<typeof serviceContext>
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

async function anActor(): Promise<ApiKeyActor> {
  const { id } = await createOrganization(ctx, { name: 'Compared' })
  return {
    ...{ kind: 'api_key', organizationId: id, environment: 'live', apiKeyId: newId<ApiKeyId>() },
    ...{ ownerUserId: undefined, scopes: ['*'], workflowId: undefined },
  }
}

/** The sum of a minute and of its hour. */
async function addSums(
  { organizationId }: { organizationId: OrganizationId },
  atMs: number,
  sums: { requests: number; clientErrors?: number; refusedByQuota?: number },
): Promise<void> {
  const { requests, clientErrors = 0, refusedByQuota = 0 } = sums
  await sql`
    insert into request_usage
    select ${organizationId}, 'live', span, date_trunc(span, ${new Date(atMs)}::timestamptz), ${newId()}, 'GET', '/v1',
      ${requests}::integer, ${clientErrors}::integer, 0, 0, ${refusedByQuota}::integer
    from unnest('{minute,hour}'::text[]) as span
  `.execute(database.db)
}

describe('usage beside the stretch before', () => {
  it('has the same length, and ends as far into it as this one has come', async () => {
    const actor = await anActor()
    // The clock stands at noon: the hour before ends at 11:00, since the minute under way now has just begun.
    const nowMs = ctx.clock.nowMs()
    const before = [nowMs - 2 * HOUR_MS + MINUTE_MS, nowMs - HOUR_MS - MINUTE_MS]
    const outside = [nowMs - 2 * HOUR_MS, nowMs - HOUR_MS]
    for (const atMs of [...before, ...outside]) await addSums(actor, atMs, { requests: 10, clientErrors: 4 })
    await addSums(actor, nowMs, { requests: 3 })

    const summary = await getUsageSummary(ctx, LIMITER, actor, { range: '1h', isCompared: true })
    expect(summary).toMatchObject({ requests: 3, previous: { requests: 20, clientErrors: 8, latency: undefined } })
    const { points } = await getUsageSeries(ctx, actor, { range: '1h', isCompared: true })
    const counts = points.map(({ previousRequests }) => previousRequests)
    expect([counts.at(0), counts.at(-2), counts.at(-1)]).toEqual([10, 10, 0])
    expect(counts.reduce((sum = 0, count = 0) => sum + count, 0)).toBe(20)
    expect(points.at(-1)?.requests).toBe(3)
  })

  it('is not there unless it is asked for', async () => {
    const actor = await anActor()
    const summary = await getUsageSummary(ctx, LIMITER, actor, { range: '24h' })
    expect([summary.previous, summary.today.usedYesterday]).toEqual([undefined, undefined])
    const { points } = await getUsageSeries(ctx, actor, { range: '24h' })
    expect(points.every(({ previousRequests }) => previousRequests === undefined)).toBe(true)
  })

  it('sets today beside yesterday by this time, without what was refused', async () => {
    const actor = await anActor()
    const nowMs = ctx.clock.nowMs()
    await addSums(actor, nowMs - 1.5 * DAY_MS, { requests: 7, refusedByQuota: 2 })
    await addSums(actor, nowMs - DAY_MS, { requests: 100 })
    const { today } = await getUsageSummary(ctx, LIMITER, actor, { range: '1h', isCompared: true })
    expect(today).toMatchObject({ used: 3, usedYesterday: 5 })
  })

  it('is not told from a part: where its first sums may be erased there is none', async () => {
    const actor = await anActor()
    const keeping = (usageDays: number): Context => ({
      ...ctx,
      config: { ...ctx.config, requests: { logDays: 30, usageDays } },
    })
    const ask = { range: '90d', isCompared: true } as const
    expect((await getUsageSummary(keeping(180), LIMITER, actor, ask)).previous).toBeDefined()
    expect((await getUsageSummary(keeping(179), LIMITER, actor, ask)).previous).toBeUndefined()
  })
})
