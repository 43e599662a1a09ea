/** Proves that a database that is away, read-only, full or out of connections is told as such, and by nothing else. */
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signUp, signUpMember, TEST_ORIGIN, TEST_PASSWORD, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestAnswer, type TestServer, until } from '../harness/server.ts'

let server: TestServer
let admin: pg.Client
let member: TestMember
let name: string
beforeAll(async () => {
  server = await startTestServer()
  member = await signUpMember(server)
  await signUp(server, 'anna@example.com')
  const url = new URL(server.database.url)
  name = pg.escapeIdentifier(url.pathname.slice(1))
  url.pathname = '/postgres'
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await server.close()
})

const createSession = () => {
  const body = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com', phone: '+15192223333' }
  return server.request('POST', '/v1/sessions', { key: server.organization.liveKey, body })
}
const signIn = () => {
  const body = { email: 'anna@example.com', password: TEST_PASSWORD }
  return server.request('POST', '/api/auth/sign-in/email', { body, headers: { origin: TEST_ORIGIN } })
}
const listSessions = () => server.request('GET', '/v1/sessions', { key: server.organization.liveKey })
const openConsole = () => member.get('/console/me')

const reconnect = () =>
  admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [JSON.parse(name)])

function expectUnavailable({ status, headers, json, text }: TestAnswer): void {
  expect([status, json.code]).toEqual([503, 'database_unavailable'])
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect(text).not.toMatch(/read-only|no space|too many|ECONN|at \w+ \(/i)
}

describe.each([
  {
    what: 'read-only',
    begin: () => admin.query(`alter database ${name} set default_transaction_read_only = on`),
    end: () => admin.query(`alter database ${name} reset default_transaction_read_only`),
    writesOnly: true,
  },
  {
    what: 'without a free connection',
    begin: () => admin.query(`alter database ${name} connection limit 0`),
    end: () => admin.query(`alter database ${name} connection limit -1`),
    writesOnly: false,
  },
])('while the database is $what', ({ begin, end, writesOnly }) => {
  beforeEach(async () => {
    expect((await createSession()).status).toBe(200)
    await begin()
    await reconnect()
    // What fails below shall fail by the state of the database, not by a connection that was cut a moment ago.
    if (writesOnly) await until(async () => (await listSessions()).status === 200)
  })
  afterEach(async () => {
    await end()
    await reconnect()
    await until(async () => (await listSessions()).status === 200)
  })

  it('the API and the console answer 503, the log says why without a stack, and both serve again', async () => {
    const lines = server.logLines.length
    const asked = writesOnly ? [createSession, signIn] : [createSession, signIn, openConsole, listSessions]
    for (const ask of asked) expectUnavailable(await ask())
    const failed = server.logLines.slice(lines).filter((line) => line.includes('request failed'))
    expect(failed).toHaveLength(asked.length)
    expect(failed.join()).not.toContain('"stack"')
    await end()
    await reconnect()
    await until(async () => (await createSession()).status === 200)
    expect((await signIn()).status).toBe(200)
  })
})

it('a full disk, met in the middle of a statement, is answered 503 too', async () => {
  const client = new pg.Client({ connectionString: server.database.url })
  await client.connect()
  try {
    await client.query(`create function fill() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
    for (const table of ['sessions', 'auth_sessions'])
      await client.query(
        `create trigger full_disk before insert on ${table} for each statement execute function fill()`,
      )
    for (const ask of [createSession, signIn]) expectUnavailable(await ask())
    for (const table of ['sessions', 'auth_sessions']) await client.query(`drop trigger full_disk on ${table}`)
  } finally {
    await client.end()
  }
  expect((await createSession()).status).toBe(200)
})
