import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedManySessions } from '../../../../test/fixtures/many-sessions.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { explainWithin } from '../../../../test/harness/explain.ts'
import { serviceContext } from '../../../../test/harness/service-context.ts'
import type { Context } from '../../../context.ts'
import type { MemberUserId, OrganizationId, WorkflowId } from '../../../lib/ids.ts'
import { newId } from '../../../lib/ids.ts'
import type { MemberActor } from '../../actor.ts'
import { ROLE_SCOPES } from '../../members/roles.ts'
import { createOrganization } from '../../organizations/create.ts'
import { getWorkflowUsage } from '../../usage/breakdown.ts'
import type { SessionChoice } from './open-search.ts'
import { searchSessions } from './search.ts'

const SESSIONS = 100_000
const PAGE = 50

let database: TestDatabase
let ctx: Context
let owner: MemberActor
let workflowId: WorkflowId
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
  const organization = await createOrganization(ctx, { name: 'Large' })
  owner = aMember(organization.id)
  ;({ workflowId } = await seedManySessions(ctx, organization.id, SESSIONS))
  const other = await createOrganization(ctx, { name: 'Other' })
  await seedManySessions(ctx, other.id, 10_000)
}, 120_000)
afterAll(() => database.close())

function aMember(organizationId: OrganizationId): MemberActor {
  return {
    ...{
      kind: 'member',
      organizationId,
      environment: 'live',
      userId: newId<MemberUserId>(),
      name: 'A',
      email: 'a@b.c',
    },
    ...{ role: 'owner', scopes: ROLE_SCOPES.owner, steppedUpAt: undefined, address: '127.0.0.1' },
  }
}

const hourMs = 3_600_000
const choices: Readonly<Record<string, () => SessionChoice>> = {
  everything: () => ({}),
  'a frequent status': () => ({ statuses: ['VERIFIED'] }),
  'a rare status, of the oldest sessions': () => ({ statuses: ['FAILED'] }),
  'a status that none has': () => ({ statuses: ['VOIDED'] }),
  'several statuses': () => ({ statuses: ['SUBMITTED', 'FAILED', 'PENDING'] }),
  'expired sessions, which are not marked yet': () => ({ statuses: ['EXPIRED'] }),
  'pending ones without the expired': () => ({ statuses: ['PENDING'] }),
  progress: () => ({ progress: ['STARTED'] }),
  'a status and a progress that never meet': () => ({ statuses: ['PENDING'], progress: ['COMPLETED'] }),
  'stuck for more than a day': () => ({
    statuses: ['PENDING'],
    progress: ['STARTED'],
    createdTo: new Date(ctx.clock.nowMs() - 24 * hourMs),
  }),
  'a workflow': () => ({ workflowId }),
  'a workflow and a rare status': () => ({ workflowId, statuses: ['FAILED'] }),
  'no workflow': () => ({ workflowId: 'none' }),
  'a workflow that none has': () => ({ workflowId: newId() }),
  'a span of time': () => ({
    createdFrom: new Date(ctx.clock.nowMs() - 1000 * hourMs),
    createdTo: new Date(ctx.clock.nowMs() - 990 * hourMs),
  }),
  'an external id': () => ({ externalId: 'external-77777' }),
  'an external id of another status': () => ({ externalId: 'external-77777', statuses: ['SUBMITTED'] }),
  'a full name': () => ({ text: 'Test Name4711' }),
  'a last name': () => ({ text: 'name99' }),
  'an e-mail address': () => ({ text: 'person31415@' }),
  'a phone number': () => ({ text: '+1 519 003-14' }),
  'the start of an id': () => ({ text: '7c9e' }),
  'a text that nothing begins with': () => ({ text: 'zzz' }),
  'a name and a status': () => ({ text: 'name99', statuses: ['REJECTED'] }),
  'a name that everybody has': () => ({ text: 'test' }),
}

describe(`the list of ${SESSIONS.toLocaleString('en')} sessions`, () => {
  it.each(Object.entries(choices))('reads a bounded number of rows by an index: %s', async (_name, choose) => {
    const choice = choose()
    const costs = await explainWithin(database, owner.organizationId, (db) =>
      searchSessions({ ...ctx, db }, owner, { ...choice, limit: PAGE }),
    )
    expect(costs.length).toBeGreaterThan(0)
    for (const cost of costs) {
      expect(cost.walkedTables.filter((table) => table !== 'workflows')).toEqual([])
      expect(cost.indexes.length).toBeGreaterThan(0)
    }
    // Counting reads at most 10,001 entries of an index for each of two walks, rows of the table for none of them.
    for (const { readRows, pages } of costs) {
      expect(readRows).toBeLessThan(20_100)
      expect(pages).toBeLessThan(3_000)
    }
  })
})

describe(`the usage by workflow, of ${SESSIONS.toLocaleString('en')} sessions`, () => {
  beforeAll(async () => {
    await sql`
      insert into holds (id, organization_id, amount_tokens, settled_tokens, state, created_at, closed_at)
      select gen_random_uuid(), ${owner.organizationId}, 5, case when n % 2 = 0 then 3 end,
        case when n % 2 = 0 then 'closed' else 'held' end, now(), case when n % 2 = 0 then now() end
      from generate_series(1, 50000) as n`.execute(ctx.db)
    await sql`
      with newest as (
        select id, row_number() over (order by created_at desc) as place from sessions
        where organization_id = ${owner.organizationId} order by created_at desc limit 20000
      ),
      open as (select id, row_number() over (order by id) as place from holds where state = 'held')
      update sessions set hold_id = open.id from newest join open using (place)
      where sessions.id = newest.id`.execute(ctx.db)
    await sql`vacuum analyze sessions, holds`.execute(ctx.db)
  }, 60_000)

  it.each(['24h', '90d'] as const)('reads no more than the newest 10,000 and their tokens, of %s', async (range) => {
    const costs = await explainWithin(database, owner.organizationId, (db) =>
      getWorkflowUsage({ ...ctx, db }, owner, range),
    )
    for (const { walkedTables, readRows } of costs) {
      expect(walkedTables.filter((table) => table !== 'workflows')).toEqual([])
      // Sessions of 24 h are entries of an index and rows, and each has its tokens.
      expect(readRows).toBeLessThanOrEqual(range === '24h' ? 3 * 1440 + 10 : 20_010)
    }
  })

  it('counts sessions, what became of them and the tokens held for them, and says how far it looked', async () => {
    const day = await getWorkflowUsage(ctx, owner, '24h')
    // One session a minute, every other one of the workflow: 96 buckets of 15 minutes, the last one just begun.
    const [first, second] = day.items
    expect((first?.sessions ?? 0) + (second?.sessions ?? 0)).toBe(95 * 15 + 1)
    const own = day.items.find(({ workflow }) => workflow?.id === workflowId)
    expect(own).toMatchObject({ workflow: { name: 'Everyday' }, tokens: 5 * (own?.sessions ?? 0) })
    expect((own?.verified ?? 0) / (own?.sessions ?? 1)).toBeCloseTo(0.6, 1)
    expect((own?.submitted ?? 0) / (own?.sessions ?? 1)).toBeCloseTo(0.7, 1)
    expect(day.isWhole).toBe(true)

    const months = await getWorkflowUsage(ctx, owner, '90d')
    expect(months.isWhole).toBe(false)
    expect(months.items.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(10_000)
    expect(months.countedFrom).toEqual(new Date(ctx.clock.nowMs() - 9_999 * 60_000))
  })
})

describe('a text that very many sessions have', () => {
  it('finds by id and external id only for a role that is shown masked data', async () => {
    const named = sql`
      update sessions set last_name = 'Beefeater' where id in (
        select id from sessions where organization_id = ${owner.organizationId} order by created_at desc limit 5
      )`
    const common = sql`
      update sessions set external_id = 'beef' where id in (
        select id from sessions where organization_id = ${owner.organizationId} order by created_at limit 3000
      )`
    await named.execute(ctx.db)
    await common.execute(ctx.db)
    const developer: MemberActor = { ...owner, role: 'developer', scopes: ROLE_SCOPES.developer }
    const found = await searchSessions(ctx, developer, { text: 'beef', limit: PAGE })
    expect(found.items).toHaveLength(PAGE)
    expect(found.items.filter(({ id, externalId }) => externalId !== 'beef' && !id.startsWith('beef'))).toEqual([])
    const seen = await searchSessions(ctx, owner, { text: 'beefe', limit: PAGE })
    // Among so many random ids one may begin with the text as well.
    expect(seen.items.filter(({ lastName }) => lastName === 'Beefeater')).toHaveLength(5)
  })
})
