import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { serviceContext } from '../../test/harness/service-context.ts'
import { createLogger } from '../lib/log.ts'
import { createOrganization } from '../services/organizations/create.ts'
import { openAccess } from './access.ts'
import { withLogin } from './app-role.ts'
import { migrate } from './migrate.ts'

const log = createLogger('silent')

let database: TestDatabase
let app: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  await createOrganization(serviceContext(database.db), { name: 'Acme' })
  app = new pg.Client({ connectionString: database.appUrl })
  await app.connect()
})
const others: TestDatabase[] = []
afterEach(async () => {
  for (const other of others.splice(0)) await other.close()
})
afterAll(async () => {
  await app.end()
  await database.close()
})

/** Runs a statement as the superuser of the tests' server. */
async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** An empty database of an owner with these attributes, as a provider gives one. */
async function createOwnedDatabase(attributes: string): Promise<{ ownerUrl: string; database: TestDatabase }> {
  const owned = await createEmptyDatabase()
  others.push(owned)
  const login = { role: `owner_${randomBytes(6).toString('hex')}`, password: 'of-the-owner' }
  const name = new URL(owned.url).pathname.slice(1)
  await asSuperuser(owned.url, `create role ${login.role} login ${attributes} password '${login.password}'`)
  await asSuperuser(owned.url, `alter database ${name} owner to ${login.role}`)
  return { ownerUrl: withLogin(owned.url, login), database: owned }
}

test.each([
  ['change an audit row', `update audit_events set action = 'nothing.happened'`],
  ['delete an audit row', 'delete from audit_events'],
  ['change a link of the chain', `update audit_links set hash = sha256('')`],
  ['write a link of the chain', 'insert into audit_links select organization_id, 99, event_id, hash from audit_links'],
  ['set back the head of the chain', 'update audit_heads set position = 1'],
  ['change a seal over the chain', 'update audit_seals set number = 7'],
  ['take a seal away', 'delete from audit_seals'],
  ['change a ledger row', 'update ledger_entries set amount_tokens = 1000000'],
  ['delete a ledger row', 'delete from ledger_entries'],
  ['empty a table', 'truncate ledger_entries'],
  ['drop a trigger', 'drop trigger audit_events_append_only on audit_events'],
  ['switch a trigger off', 'alter table audit_events disable trigger all'],
  ['switch all triggers off', 'set session_replication_role = replica'],
  ['alter a table', 'alter table organizations add column note text'],
  ['drop a table', 'drop table applicants'],
  ['make a table', 'create table public.loot (id integer)'],
  [
    'replace a function',
    'create or replace function public.refuse_change() returns trigger language sql as $$select$$',
  ],
  ['read the passwords of the roles', 'select * from pg_authid'],
  ['make a role', 'create role accomplice'],
  ['become the owner', 'set role openidv'],
  ['read a file of the machine', `select pg_read_file('/etc/passwd')`],
  ['run a program', `copy organizations to program 'true'`],
  ['forget a migration', 'delete from schema_migrations'],
])('the role of the application may not %s', async (_what, statement) => {
  const refusal = /permission denied|must be owner|must be superuser|must be able to SET ROLE/
  await expect(app.query(statement)).rejects.toThrow(refusal)
})

test('the role of the application owns nothing and may do nothing to the server', async () => {
  const { rows } = await app.query(
    `select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as strong,
       (select count(*)::integer from pg_shdepend where refobjid = pg_roles.oid and deptype = 'o') as owned
     from pg_roles where rolname = current_user`,
  )
  expect(rows).toEqual([{ strong: false, owned: 0 }])
})

test('an owner who may create roles, but is no superuser, makes the role of the application once', async () => {
  const { ownerUrl } = await createOwnedDatabase('createrole')
  await migrate(ownerUrl, log)
  const access = await openAccess({ ownerUrl, log })
  expect(access).toMatchObject({ role: expect.stringMatching(/^openidv_app_test_/), shared: undefined })
  expect(await openAccess({ ownerUrl, log })).toEqual(access)
  const client = new pg.Client({ connectionString: access.url })
  await client.connect()
  expect((await client.query('select from organizations')).rows).toEqual([])
  await client.query(`select graphile_worker.add_job('anything')`)
  expect((await client.query('select task_identifier from graphile_worker.jobs')).rows).toHaveLength(1)
  await expect(client.query('delete from audit_events')).rejects.toThrow('permission denied')
  await client.end()
})

test('an owner who may not create roles runs everything, and the reason is said', async () => {
  const { ownerUrl } = await createOwnedDatabase('')
  await migrate(ownerUrl, log)
  const access = await openAccess({ ownerUrl, log })
  expect(access).toMatchObject({
    url: ownerUrl,
    shared: expect.stringMatching(/^the role owner_\w+ may not create roles$/),
  })
})

test('a role that the operator made for the application is granted what it needs, unless it is as strong as the owner', async () => {
  const { ownerUrl, database: owned } = await createOwnedDatabase('')
  await migrate(ownerUrl, log)
  const login = { role: `made_${randomBytes(6).toString('hex')}`, password: 'of-the-application' }
  await asSuperuser(owned.url, `create role ${login.role} login password '${login.password}'`)
  const appUrl = withLogin(owned.url, login)
  expect(await openAccess({ ownerUrl, appUrl, log })).toEqual({ url: appUrl, role: login.role, shared: undefined })
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  expect((await client.query('select from organizations')).rows).toEqual([])
  await expect(client.query('delete from ledger_entries')).rejects.toThrow('permission denied')
  await client.end()
  const same = await openAccess({ ownerUrl, appUrl: ownerUrl, log })
  expect(same.shared).toContain('may do what the owner may')
})

test('a role of the same name that is somebody else’s is left as it is', async () => {
  const { ownerUrl, database: owned } = await createOwnedDatabase('createrole')
  await asSuperuser(
    owned.url,
    `create role openidv_app_${new URL(owned.url).pathname.slice(1)} login password 'theirs'`,
  )
  await migrate(ownerUrl, log)
  expect((await openAccess({ ownerUrl, log })).shared).toMatch(/exists and is not ours$/)
})

test('a version whose database was migrated by a newer one leaves the rights that the newer one gave', async () => {
  const { ownerUrl, database: owned } = await createOwnedDatabase('createrole')
  await migrate(ownerUrl, log)
  const { role } = await openAccess({ ownerUrl, log })
  await asSuperuser(ownerUrl, `create table newer_secrets (id integer); grant select on newer_secrets to ${role}`)
  await asSuperuser(ownerUrl, `insert into schema_migrations values (9999, 'newer', '', now(), 0)`)
  const canWrite = async () => {
    await openAccess({ ownerUrl, log })
    const { rows } = await sql`select has_table_privilege(${role}, 'newer_secrets', 'INSERT') as may`.execute(owned.db)
    return rows
  }
  expect(await canWrite()).toEqual([{ may: false }])
  // The newer one itself, which would say so if it should not.
  await asSuperuser(ownerUrl, 'delete from schema_migrations where version = 9999')
  expect(await canWrite()).toEqual([{ may: true }])
})
