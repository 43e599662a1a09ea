import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { createLogger } from '../lib/log.ts'
import { closeDatabase, openDatabase } from './database.ts'
import { isConnectionError } from './transaction.ts'

const log = createLogger('silent')

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.close())

async function selectOne(expression: string): Promise<unknown> {
  const answer = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db)
  return answer.rows[0]?.value
}

test('values arrive as the documented types', async () => {
  expect(await selectOne('9007199254740991::int8')).toBe(2 ** 53 - 1)
  expect(await selectOne('array[1, null, -2]::int8[]')).toEqual([1, null, -2])
  expect(await selectOne("'2024-02-29'::date")).toBe('2024-02-29')
  expect(await selectOne("'2024-02-29 12:00+02'::timestamptz")).toEqual(new Date('2024-02-29T10:00:00Z'))
  expect(await selectOne("'\\x00ff'::bytea")).toEqual(Buffer.from([0, 255]))
  expect(await selectOne('1.10::numeric')).toBe('1.10')
})

test('an int8 that a number cannot hold fails the query instead of being rounded', async () => {
  await expect(selectOne('9007199254740992::int8')).rejects.toThrow('beyond 2^53')
  await expect(selectOne('array[9007199254740992]::int8[]')).rejects.toThrow('beyond 2^53')
})

test('column names become camelCase, keys inside JSON stay as they were written', async () => {
  const answer = await sql`select '{"first_name": {"last_name": 1}}'::jsonb as meta_data`.execute(database.db)
  expect(answer.rows).toEqual([{ metaData: { first_name: { last_name: 1 } } }])
})

test('a database that cannot be reached answers database_unavailable', async () => {
  const unreachable = openDatabase({ url: 'postgres://nobody:none@127.0.0.1:1/none', poolSize: 1, log })
  const error = await sql`select 1`.execute(unreachable).catch((cause: unknown) => cause)
  expect(error).toMatchObject({ name: 'AppError', code: 'database_unavailable' })
  expect(isConnectionError(error)).toBe(true)
  await closeDatabase(unreachable)
})

test('a connection that the server cuts fails its own transaction only, and is replaced', async () => {
  const error = await database.db
    .transaction()
    .execute(async (tx) => {
      const me = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${me.rows[0]?.pid}, 5000)`.execute(database.db)
      await sql`select 1`.execute(tx)
    })
    .catch((cause: unknown) => cause)
  expect(isConnectionError(error)).toBe(true)
  expect(await selectOne('1')).toBe(1)
})

test('a marked statement is prepared under its name, and answers the same each time', async () => {
  await database.db.connection().execute(async (db) => {
    for (const value of [1, 2, 3]) {
      const answer = await sql`/* prepared: echo_value */ select ${value}::int as value`.execute(db)
      expect(answer.rows).toEqual([{ value }])
    }
    const prepared = await sql`select name from pg_prepared_statements`.execute(db)
    expect(prepared.rows).toEqual([{ name: 'echo_value' }])
    await expect(sql`/* prepared: echo_value */ select 2 as other`.execute(db)).rejects.toThrow('echo_value')
  })
})
