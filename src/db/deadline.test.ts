import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { openTcpGate, type TcpGate } from '../../test/harness/tcp-gate.ts'
import { createLogger } from '../lib/log.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { withQueryDeadline } from './deadline.ts'
import { isDatabaseUnavailable } from './transaction.ts'

const EVERYTHING = ''
const QUERY_TIMEOUT_MS = 500

let database: TestDatabase
let gate: TcpGate
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  gate = await openTcpGate(database.appUrl)
  db = openDatabase({ url: gate.url, poolSize: 3, queryTimeoutMs: QUERY_TIMEOUT_MS, log: createLogger('silent') })
})
afterEach(async () => {
  await closeDatabase(db)
  await gate.close()
})

const answer = (pause = 0) => sql`select pg_sleep(${pause})`.execute(db).then(() => 'answered', toProblem)
const toProblem = (error: unknown) => (isDatabaseUnavailable(error) ? 'unavailable' : String(error))
const answers = (count: number) => Promise.all(Array.from({ length: count }, () => answer()))

it('a database that falls silent fails every query within seconds, and serves again when it is back', async () => {
  expect(await answers(3)).toEqual(['answered', 'answered', 'answered'])
  gate.hold(EVERYTHING)
  const startedMs = performance.now()
  expect(new Set(await answers(8))).toEqual(new Set(['unavailable']))
  expect(performance.now() - startedMs).toBeLessThan(8_000)
  gate.release()
  expect(new Set(await answers(8))).toEqual(new Set(['answered']))
}, 30_000)

it('connections that went silent while they were idle are dropped with the first that is found so', async () => {
  await answers(3)
  gate.hold(EVERYTHING)
  expect(await answer()).toBe('unavailable')
  // What is new may pass, what was open never says another word: as behind a firewall that forgot them.
  gate.forget()
  expect(new Set(await answers(3))).toEqual(new Set(['answered']))
}, 30_000)

it('a transaction that falls silent in the middle fails, and gives its connection free', async () => {
  const silent = db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx)
    gate.hold(EVERYTHING)
    await sql`select 2`.execute(tx)
  })
  expect(await silent.then(() => 'answered', toProblem)).toBe('unavailable')
  gate.release()
  expect(await answers(3)).toEqual(['answered', 'answered', 'answered'])
}, 30_000)

it('a query that takes too long is ended on the server too, unless it was given more time', async () => {
  expect(await answer(2)).toBe('unavailable')
  const { rows } = await sql`
    select from pg_stat_activity where query like 'select pg_sleep%' and state = 'active' and datname = current_database()
  `.execute(database.db)
  expect(rows).toEqual([])
  expect(await withQueryDeadline(10_000, () => answer(2))).toBe('answered')
  expect(await answer(2)).toBe('unavailable')
}, 30_000)

it('a pool closes while its server is silent', async () => {
  await answers(3)
  gate.hold(EVERYTHING)
  const running = answer()
  const startedMs = performance.now()
  await closeDatabase(db)
  expect(await running).toBe('unavailable')
  expect(performance.now() - startedMs).toBeLessThan(8_000)
  db = openDatabase({ url: database.appUrl, poolSize: 1, log: createLogger('silent') })
}, 30_000)
