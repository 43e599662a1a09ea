/** Proves what holds through a real PgBouncer that pools by transaction: whose rows are seen, and for how long. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { type PgBouncer, pgbouncerMissing, startPgBouncer } from '../../test/harness/pgbouncer.ts'
import { serviceContext } from '../../test/harness/service-context.ts'
import type { OrganizationId } from '../lib/ids.ts'
import { createLogger } from '../lib/log.ts'
import { createOrganization } from '../services/organizations/create.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { withQueryDeadline } from './deadline.ts'
import { lookAcross } from './look-across.ts'
import { acrossOrganizations, withinOrganization } from './reach.ts'
import { inTransaction } from './transaction.ts'

describe.skipIf(pgbouncerMissing !== undefined)('through a pooler of transactions', () => {
  let database: TestDatabase
  let pooler: PgBouncer
  /** Ten connections to the pooler, which has two. */
  let app: Database
  let ours: OrganizationId
  let theirs: OrganizationId
  beforeAll(async () => {
    database = await createTestDatabase()
    pooler = await startPgBouncer({ urls: [database.appUrl], size: 2 })
    const url = pooler.via(database.appUrl)
    app = openDatabase({ url, poolSize: 10, isPooled: true, queryTimeoutMs: 4000, log: createLogger('silent') })
    const ctx = serviceContext(app)
    ours = (await createOrganization(ctx, { name: 'Ours' })).id
    theirs = (await createOrganization(ctx, { name: 'Theirs' })).id
  })
  afterAll(async () => {
    await closeDatabase(app)
    await pooler.stop()
    await database.close()
  })

  async function listForgetful(db: Pick<Database, 'selectFrom'> = app): Promise<OrganizationId[]> {
    const rows = await db.selectFrom('balances').select('organizationId').execute()
    return rows.map(({ organizationId }) => organizationId).sort()
  }

  test('queries and transactions of organizations that share two servers never see each other’s rows', async () => {
    const asked = Array.from({ length: 300 }, (_, at) => [ours, theirs, undefined][at % 3])
    const look = (at: number) => (at % 2 ? listForgetful() : inTransaction(app, (tx) => listForgetful(tx)))
    const seen = await Promise.all(asked.map((id, at) => (id ? withinOrganization(id, () => look(at)) : look(at))))
    expect(seen).toEqual(asked.map((id) => (id ? [id] : [])))
    expect(await acrossOrganizations(() => listForgetful())).toEqual([ours, theirs].sort())
  })

  test('nothing that one of them was told is left on a server, not by one that failed either', async () => {
    const failing = sql`select 1 / 0`
    await acrossOrganizations(() => inTransaction(app, (tx) => listForgetful(tx)))
    await expect(acrossOrganizations(() => failing.execute(app))).rejects.toThrow('division by zero')
    const together = acrossOrganizations(() => inTransaction(app, (tx) => failing.execute(tx)))
    await expect(together).rejects.toThrow('division by zero')
    const stranger = new pg.Client({ connectionString: pooler.via(database.appUrl) })
    await stranger.connect()
    const { rows } = await stranger.query(`select current_setting('openidv.organization') as reach,
      current_setting('statement_timeout') as deadline, current_setting('idle_in_transaction_session_timeout') as idle`)
    await stranger.end()
    expect(rows).toEqual([{ reach: '', deadline: '0', idle: '0' }])
  })

  test('a transaction keeps the reach that it began with, and looks across for one statement only', async () => {
    const seen = await withinOrganization(ours, () =>
      inTransaction(app, async (tx) => [
        await withinOrganization(theirs, () => listForgetful(tx)),
        await lookAcross(tx, () => listForgetful(tx)),
        await listForgetful(tx),
      ]),
    )
    expect(seen).toEqual([[ours], [ours, theirs].sort(), [ours]])
  })

  test('a row of another organization cannot be written', async () => {
    const write = () => app.insertInto('balances').values({ organizationId: theirs }).execute()
    await expect(withinOrganization(ours, write)).rejects.toThrow('violates row-level security policy')
  })

  test('a query is ended on the server at its deadline, alone and in a transaction, and the next one has its own', async () => {
    const sleep = sql`select pg_sleep(3)`
    const alone = withQueryDeadline(100, () => sleep.execute(app))
    await expect(alone).rejects.toMatchObject({ code: '57014' })
    const together = withQueryDeadline(100, () => inTransaction(app, (tx) => sleep.execute(tx)))
    await expect(together).rejects.toMatchObject({ code: '57014' })
    await sql`select pg_sleep(0.3)`.execute(app)
  })

  test('values arrive as without it, and no statement is prepared by name', async () => {
    const { rows } = await sql<{ value: unknown }>`/* prepared: echo_value */
      select ${'{"a":1}'}::jsonb as value union all select to_jsonb(9007199254740991::int8)`.execute(app)
    expect(rows).toEqual([{ value: { a: 1 } }, { value: 2 ** 53 - 1 }])
    const prepared = await sql`select name from pg_prepared_statements`.execute(app)
    expect(prepared.rows).toEqual([])
    expect((await sql`delete from members`.execute(app)).numAffectedRows).toBe(0n)
  })
})
