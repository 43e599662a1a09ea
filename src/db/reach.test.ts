import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { serviceContext } from '../../test/harness/service-context.ts'
import type { OrganizationId } from '../lib/ids.ts'
import { createLogger } from '../lib/log.ts'
import { createOrganization } from '../services/organizations/create.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { lookAcross } from './look-across.ts'
import { acrossOrganizations, findOwnFirst, withinOrganization } from './reach.ts'
import { inTransaction } from './transaction.ts'

let database: TestDatabase
let app: Database
let ours: OrganizationId
let theirs: OrganizationId
beforeAll(async () => {
  database = await createTestDatabase()
  app = openDatabase({ url: database.appUrl, poolSize: 3, log: createLogger('silent') })
  const ctx = serviceContext(app)
  ours = (await createOrganization(ctx, { name: 'Ours' })).id
  theirs = (await createOrganization(ctx, { name: 'Theirs' })).id
})
afterAll(async () => {
  await closeDatabase(app)
  await database.close()
})

/** Whose balances a query sees that forgot to filter. */
async function listForgetful(db: Pick<Database, 'selectFrom'> = app): Promise<OrganizationId[]> {
  const rows = await db.selectFrom('balances').select('organizationId').execute()
  return rows.map(({ organizationId }) => organizationId).sort()
}

const both = () => [ours, theirs].sort()

describe('a query that forgot its organization', () => {
  test('gets nothing where nobody said whose rows it may see', async () => {
    expect(await listForgetful()).toEqual([])
    expect((await sql`update balances set alert_below_tokens = 7`.execute(app)).numAffectedRows).toBe(0n)
    expect((await sql`delete from members`.execute(app)).numAffectedRows).toBe(0n)
  })

  test('gets the rows of its own organization only', async () => {
    expect(await withinOrganization(ours, () => listForgetful())).toEqual([ours])
    expect(await withinOrganization(theirs, () => listForgetful())).toEqual([theirs])
  })

  test('gets all where that was asked for by name', async () => {
    expect(await acrossOrganizations(() => listForgetful())).toEqual(both())
  })

  test('changes and deletes nothing of another organization', async () => {
    const change = () => sql`update balances set alert_below_tokens = 7`.execute(app)
    expect((await withinOrganization(ours, change)).numAffectedRows).toBe(1n)
    const alerts = await database.db.selectFrom('balances').select(['organizationId', 'alertBelowTokens']).execute()
    expect(alerts.find(({ organizationId }) => organizationId === theirs)?.alertBelowTokens).not.toBe(7)
    const remove = () => sql`delete from balances where organization_id = ${theirs}`.execute(app)
    expect((await withinOrganization(ours, remove)).numAffectedRows).toBe(0n)
  })

  test('joins no row of another organization to its own', async () => {
    const joined = () =>
      sql`
      select from api_keys as mine join api_keys as other on other.organization_id <> mine.organization_id
      where mine.organization_id = ${ours}`.execute(app)
    expect((await withinOrganization(ours, joined)).rows).toEqual([])
    expect((await acrossOrganizations(joined)).rows.length).toBeGreaterThan(0)
  })

  test('sees no more by the views that a search reads', async () => {
    const look = () => sql`select organization_id from openidv_search.applicants`.execute(app)
    expect((await look()).rows).toEqual([])
  })
})

test('a row of another organization cannot be written', async () => {
  const write = () => app.insertInto('balances').values({ organizationId: theirs }).execute()
  await expect(withinOrganization(ours, write)).rejects.toThrow('violates row-level security policy')
  await expect(write()).rejects.toThrow('violates row-level security policy')
  const give = () => sql`update balances set organization_id = ${theirs}`.execute(app)
  await expect(withinOrganization(ours, give)).rejects.toThrow('violates row-level security policy')
})

test('connections that organizations share in turn never mix them up', async () => {
  const asked = Array.from({ length: 200 }, (_, at) => [ours, theirs, undefined][at % 3])
  const seen = await Promise.all(
    asked.map((id) => (id ? withinOrganization(id, () => listForgetful()) : listForgetful())),
  )
  expect(seen).toEqual(asked.map((id) => (id ? [id] : [])))
})

test('a transaction keeps the reach that it began with', async () => {
  const seen = await withinOrganization(ours, () =>
    inTransaction(app, (tx) => withinOrganization(theirs, () => listForgetful(tx))),
  )
  expect(seen).toEqual([ours])
})

test('a transaction may look for one row among all, and sees no more than before afterwards', async () => {
  const seen = await withinOrganization(ours, () =>
    inTransaction(app, async (tx) => [await lookAcross(tx, () => listForgetful(tx)), await listForgetful(tx)]),
  )
  expect(seen).toEqual([both(), [ours]])
  expect(await withinOrganization(ours, () => listForgetful())).toEqual([ours])
})

test('a row that may be another organization’s is found among all, after the own', async () => {
  const find = (id: OrganizationId) => () =>
    app.selectFrom('balances').select('organizationId').where('organizationId', '=', id).executeTakeFirst()
  for (const id of [ours, theirs]) {
    expect(await withinOrganization(ours, () => findOwnFirst(find(id)))).toEqual({ organizationId: id })
  }
  expect(await findOwnFirst(find(theirs))).toEqual({ organizationId: theirs })
})

test('every table with an organization_id is behind the wall, for reading and for writing', async () => {
  const { rows } = await sql<{ name: string; walls: number; enabled: boolean }>`
    select class.relname::text as name, relrowsecurity as enabled,
      (select count(*)::integer from pg_policy where polrelid = class.oid and polname = 'organization_wall'
        and polcmd = '*' and polpermissive and polroles = '{0}') as walls
    from pg_class as class join pg_attribute on attrelid = class.oid and attname = 'organization_id'
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(database.db)
  expect(rows.length).toBeGreaterThan(25)
  expect(rows.filter(({ walls, enabled }) => walls !== 1 || !enabled)).toEqual([])
  const policies = await sql`select from pg_policy where polname not in ('organization_wall', 'openidv_jobs')`.execute(
    database.db,
  )
  expect(policies.rows, 'a second permissive policy would be a door in the wall').toEqual([])
})
