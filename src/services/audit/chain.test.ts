import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import { type Context, withTransaction } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { SystemActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { recordAudit } from './record.ts'
import { verifyAuditChain } from './verify-chain.ts'

let database: TestDatabase
let ctx: Context
let actor: SystemActor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

beforeEach(async () => {
  const { id } = await createOrganization(ctx, { name: 'Acme' })
  actor = { kind: 'operator', organizationId: id }
  for (let n = 0; n < 6; n++) await act(actor, n)
})

function act(who: SystemActor, n: number): Promise<void> {
  return recordAudit(ctx, who, { action: 'api_key.rename', targetId: `target ${n}`, details: { n, ratio: n / 3 } })
}

/** What somebody with the database's own password can do: no trigger runs, no reference is checked. */
async function tamper(statement: (ids: readonly string[]) => string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const { organizationId } = actor
    const { rows } = await client.query(
      'select event_id from audit_links where organization_id = $1 order by position',
      [organizationId],
    )
    await client.query('set session_replication_role = replica')
    await client.query(statement(rows.map((row) => String(row.event_id))))
  } finally {
    await client.end()
  }
}

async function problemOf(who: SystemActor = actor) {
  return (await verifyAuditChain(ctx, who)).problem
}

describe('the chain over the audit log', () => {
  it('is intact after ordinary acts, with as many links as rows', async () => {
    const verification = await verifyAuditChain(ctx, actor)
    const { count } = await ctx.db
      .selectFrom('auditEvents')
      .where('organizationId', '=', actor.organizationId)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(verification).toMatchObject({ isIntact: true, count, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(count).toBeGreaterThanOrEqual(9)
  })

  it.each([
    ['action', `'api_key.reveal'`],
    ['actor_kind', `'system'`],
    ['actor_id', `'somebody else'`],
    ['target_id', 'null'],
    ['details', `'{"n": 99}'`],
    ['created_at', `created_at + interval '1 microsecond'`],
    ['ip', `'192.0.2.1'`],
  ])('shows that %s of a row was changed', async (column, value) => {
    await tamper((ids) => `update audit_events set ${column} = ${value} where id = ${ids[4]}`)
    expect(await problemOf()).toMatchObject({ kind: 'event_changed', position: 5 })
  })

  it('shows a row that was deleted in the middle, alone and together with its link', async () => {
    await tamper((ids) => `delete from audit_events where id = ${ids[4]}`)
    expect(await problemOf()).toMatchObject({ kind: 'event_missing', position: 5 })
    await tamper(() => `delete from audit_links where position = 5 and organization_id = '${actor.organizationId}'`)
    expect(await problemOf()).toMatchObject({ kind: 'link_missing', position: 5 })
  })

  it('shows links that were renumbered over a deleted row', async () => {
    await tamper((ids) => {
      const mine = `organization_id = '${actor.organizationId}'`
      return `delete from audit_events where id = ${ids[4]}; delete from audit_links where event_id = ${ids[4]};
        update audit_links set position = position + 1000 where ${mine} and position > 5;
        update audit_links set position = position - 1001 where ${mine} and position > 1000;
        update audit_heads set position = position - 1 where ${mine}`
    })
    expect(await problemOf()).toMatchObject({ kind: 'event_changed', position: 5 })
  })

  it('shows a tail that was cut off with its links, with and without an adjusted position of the head', async () => {
    await tamper((ids) => {
      const tail = ids.slice(-2).join()
      return `delete from audit_links where event_id in (${tail}); delete from audit_events where id in (${tail})`
    })
    expect(await problemOf()).toMatchObject({ kind: 'head_differs' })
    await tamper(
      () => `update audit_heads set position = position - 2 where organization_id = '${actor.organizationId}'`,
    )
    expect(await problemOf()).toMatchObject({ kind: 'head_differs' })
  })

  it('shows a log and a chain that were emptied, and a head that is gone', async () => {
    await tamper(
      (ids) => `delete from audit_links where event_id in (${ids}); delete from audit_events where id in (${ids})`,
    )
    expect(await problemOf()).toMatchObject({ kind: 'head_differs', position: 0 })
    const other = await createOrganization(ctx, { name: 'Beta' })
    await tamper(() => `delete from audit_heads where organization_id = '${other.id}'`)
    expect(await problemOf({ kind: 'operator', organizationId: other.id })).toMatchObject({ kind: 'head_differs' })
  })

  it('shows two rows that changed places', async () => {
    await tamper(
      (ids) => `create temporary table swap as select * from audit_events where id in (${ids[3]}, ${ids[5]});
        update audit_events as event set target_id = swap.target_id, details = swap.details from swap
        where event.id in (${ids[3]}, ${ids[5]}) and swap.id = ${ids[3]}::bigint + ${ids[5]}::bigint - event.id`,
    )
    expect(await problemOf()).toMatchObject({ kind: 'event_changed', position: 4 })
  })

  it('shows two links that changed places', async () => {
    await tamper(
      (ids) => `update audit_links set event_id = -1 where event_id = ${ids[3]};
        update audit_links set event_id = ${ids[3]} where event_id = ${ids[5]};
        update audit_links set event_id = ${ids[5]} where event_id = -1`,
    )
    expect(await problemOf()).toMatchObject({ kind: 'event_changed', position: 4 })
  })

  it('shows a row that was slipped in', async () => {
    await tamper(
      () => `insert into audit_events (organization_id, actor_kind, action, created_at)
        values ('${actor.organizationId}', 'member', 'tokens.grant', now())`,
    )
    expect(await problemOf()).toMatchObject({ kind: 'event_unlinked' })
  })

  it('passes through a mark that was noted, and shows a chain that was written anew since', async () => {
    const { count, headHash = '' } = await verifyAuditChain(ctx, actor)
    await act(actor, 7)
    expect((await verifyAuditChain(ctx, actor, [{ position: count, hash: headHash }])).isIntact).toBe(true)
    await tamper(
      (ids) => `update audit_events set details = '{}' where id = ${ids[4]};
        delete from audit_links where event_id in (${ids}); delete from audit_heads
        where organization_id = '${actor.organizationId}'; ${rechain(actor.organizationId)}`,
    )
    expect((await verifyAuditChain(ctx, actor)).isIntact).toBe(true)
    const marked = await verifyAuditChain(ctx, actor, [{ position: count, hash: headHash }])
    expect(marked.problem).toEqual({ kind: 'mark_differs', position: count })
    const beyond = await verifyAuditChain(ctx, actor, [{ position: count + 100, hash: headHash }])
    expect(beyond.problem).toMatchObject({ kind: 'mark_differs' })
  })
})

/** The chain as somebody would forge it who knows how it is made. */
function rechain(organizationId: OrganizationId): string {
  return `do $$
    declare event audit_events; last bytea := decode(repeat('00', 32), 'hex'); place bigint := 0;
    begin
      for event in select * from audit_events where organization_id = '${organizationId}' order by id loop
        place := place + 1; last := audit_hash(last, event);
        insert into audit_links values (event.organization_id, place, event.id, last);
      end loop;
      insert into audit_heads values ('${organizationId}', place, last);
    end $$`
}

describe('the tables of the chain', () => {
  it('refuse changes, deletions and truncation from the server itself', async () => {
    for (const statement of [
      sql`update audit_events set action = 'x'`,
      sql`delete from audit_events`,
      sql`update audit_links set position = position + 1`,
      sql`delete from audit_links`,
      sql`delete from audit_heads`,
      sql`truncate audit_events cascade`,
      sql`truncate audit_links`,
      sql`truncate audit_heads`,
    ])
      await expect(statement.execute(ctx.db)).rejects.toThrow('is append-only')
    expect(await problemOf()).toBeUndefined()
  })
})

describe('acts at the same time', () => {
  let second: Context
  let close: () => Promise<void>
  beforeEach(async () => {
    const { openDatabase, closeDatabase } = await import('../../db/database.ts')
    const db = openDatabase({ url: database.url, poolSize: 20, log: ctx.log })
    second = { ...ctx, db }
    close = () => closeDatabase(db)
  })
  afterEach(() => close())

  it('of many connections keep one unbroken chain for each organization', async () => {
    const other: SystemActor = { ...actor, organizationId: (await createOrganization(ctx, { name: 'Beta' })).id }
    const before = await verifyAuditChain(ctx, actor)
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => recordAudit(second, n % 2 ? actor : other, { action: 'workflow.update' })),
    )
    const after = await verifyAuditChain(ctx, actor)
    expect([after.isIntact, after.count]).toEqual([true, before.count + 100])
    expect(await problemOf(other)).toBeUndefined()
  })

  it('do not wait for one another while a transaction is open', async () => {
    await withTransaction(ctx, async (tx) => {
      await recordAudit(tx, actor, { action: 'workflow.update', targetId: 'slow' })
      await recordAudit(second, actor, { action: 'workflow.update', targetId: 'quick' })
    })
    const links = await ctx.db
      .selectFrom('auditLinks')
      .innerJoin('auditEvents', 'id', 'eventId')
      .where('auditLinks.organizationId', '=', actor.organizationId)
      .orderBy('position', 'desc')
      .limit(2)
      .select('targetId')
      .execute()
    expect(links).toEqual([{ targetId: 'slow' }, { targetId: 'quick' }])
    expect(await problemOf()).toBeUndefined()
  })

  it('leave no link when they are rolled back', async () => {
    const before = await verifyAuditChain(ctx, actor)
    const failing = withTransaction(ctx, async (tx) => {
      await recordAudit(tx, actor, { action: 'workflow.update' })
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    expect(await verifyAuditChain(ctx, actor)).toEqual(before)
  })
})
