import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import type { Tx } from './database.ts'
import { inTransaction, isConnectionError, isTransactionConflict } from './transaction.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await sql`create table counters (id integer primary key, value integer not null)`.execute(database.db)
})

beforeEach(async () => {
  await sql`truncate counters`.execute(database.db)
  await sql`insert into counters values (1, 0), (2, 0)`.execute(database.db)
})

afterAll(() => database.close())

function increment(tx: Tx, id: number): Promise<unknown> {
  return sql`update counters set value = value + 1 where id = ${id}`.execute(tx)
}

async function readValues(): Promise<number[]> {
  const counters = await sql<{ value: number }>`select value from counters order by id`.execute(database.db)
  return counters.rows.map(({ value }) => value)
}

test('two transactions that deadlock both succeed, the victim by a second run', async () => {
  let runs = 0
  let arrived = 0
  const bothHold = Promise.withResolvers<void>()
  const transfer = (first: number, second: number) =>
    inTransaction(database.db, async (tx) => {
      runs += 1
      await increment(tx, first)
      if (++arrived === 2) bothHold.resolve()
      await bothHold.promise
      await increment(tx, second)
    })
  await Promise.all([transfer(1, 2), transfer(2, 1)])
  expect(runs).toBe(3)
  expect(await readValues()).toEqual([2, 2])
})

test('work inside a transaction joins it and falls with it', async () => {
  const failing = inTransaction(database.db, async (outer) => {
    await inTransaction(outer, async (inner) => {
      expect(inner).toBe(outer)
      await increment(inner, 1)
    })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await readValues()).toEqual([0, 0])
})

test('a conflict that never ends is given up after five runs', async () => {
  let runs = 0
  const failing = inTransaction(database.db, async (tx) => {
    runs += 1
    await sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`.execute(tx)
  })
  const error = await failing.catch((cause: unknown) => cause)
  expect(isTransactionConflict(error)).toBe(true)
  expect(runs).toBe(5)
})

test('any other error is thrown at once', async () => {
  let runs = 0
  const failing = inTransaction(database.db, async (tx) => {
    runs += 1
    await sql`select 1 / 0`.execute(tx)
  })
  const error = await failing.catch((cause: unknown) => cause)
  expect(runs).toBe(1)
  expect(isTransactionConflict(error)).toBe(false)
  expect(isConnectionError(error)).toBe(false)
})
