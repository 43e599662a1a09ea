/** Proves that reads are written together, refused when they cannot be, and never lost by a stop. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { explainWithin } from '../../../test/harness/explain.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { newId, type OrganizationId } from '../../lib/ids.ts'
import { createOrganization } from '../organizations/create.ts'
import { listAuditEvents } from './list.ts'
import { type ReadEntry, ReadRecorder } from './read-recorder.ts'
import { sealChains } from './seal-chains.ts'
import { verifyAuditChain } from './verify-chain.ts'

let database: TestDatabase
let ctx: ReturnType<typeof serviceContext>
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
})
afterAll(() => database.close())

async function anOrganization(): Promise<OrganizationId> {
  return (await createOrganization(ctx, { name: 'Read' })).id
}

function aRead(organizationId: OrganizationId, targetId: string = newId()): ReadEntry {
  return { organizationId, actorKind: 'api_key', actorId: newId(), action: 'session.read', targetId, ip: '192.0.2.7' }
}

function countReads(organizationId: OrganizationId) {
  return database.db
    .selectFrom('auditEvents')
    .where('organizationId', '=', organizationId)
    .where('action', '=', 'session.read')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
}

it('many reads are written together, keep the chain whole, and are sealed with it', async () => {
  const organizationId = await anOrganization()
  const recorder = new ReadRecorder(ctx)
  for (let n = 0; n < 450; n++) recorder.note(aRead(organizationId))
  await recorder.close()
  expect(await countReads(organizationId)).toEqual({ rows: 450 })
  await sealChains(ctx)
  const chain = await verifyAuditChain(ctx, { kind: 'operator', organizationId })
  expect([chain.isIntact, chain.sealed?.position]).toEqual([true, chain.count])
})

it('a process that may not drop a row shows nobody more than it can keep, and nobody else’s organization suffers', async () => {
  const [broken, sound] = [await anOrganization(), await anOrganization()]
  await sql`create function refuse_for_test() returns trigger language plpgsql as $$
    begin raise exception 'no room'; end $$`.execute(database.db)
  await sql`create trigger refuse_for_test before insert on audit_events for each row
    when (new.organization_id = ${sql.lit(broken)}) execute function refuse_for_test()`.execute(database.db)
  const recorder = new ReadRecorder(ctx)
  recorder.note(aRead(broken))
  recorder.note(aRead(sound))
  await recorder.flush()
  expect(await countReads(sound)).toEqual({ rows: 1 })
  recorder.requireWritable(broken)
  ctx.clock.advance(30_000)
  expect(() => recorder.requireWritable(broken)).toThrow(expect.objectContaining({ code: 'audit_unavailable' }))
  recorder.requireWritable(sound)
  const fill = () => {
    for (let n = 0; n < 20_001; n++) recorder.note(aRead(broken))
  }
  expect(fill).toThrow(expect.objectContaining({ code: 'audit_unavailable' }))
  expect(() => recorder.requireWritable(sound)).toThrow(expect.objectContaining({ code: 'audit_unavailable' }))
  await sql`drop trigger refuse_for_test on audit_events`.execute(database.db)
  await recorder.close()
  recorder.requireWritable(broken)
  expect(await countReads(broken)).toEqual({ rows: 20_000 })
})

it('a page of what was done reads no more rows for 20,000 reads in between', async () => {
  const organizationId = await anOrganization()
  const recorder = new ReadRecorder(ctx)
  for (let n = 0; n < 20_000; n++) recorder.note(aRead(organizationId))
  await recorder.close()
  await sql`vacuum analyze audit_events`.execute(database.db)
  const actor = { kind: 'operator', organizationId } as const
  const costs = await explainWithin(database, organizationId, (db) =>
    listAuditEvents({ ...ctx, db }, actor, { limit: 50 }),
  )
  expect(costs[0]?.indexes).toContain('audit_events_acts')
  expect(Math.max(...costs.map(({ readRows }) => readRows))).toBeLessThan(200)
  const { items } = await acrossOrganizations(() => listAuditEvents(ctx, actor, { limit: 50 }))
  expect(items.map(({ action }) => action)).toContain('organization.create')
})
