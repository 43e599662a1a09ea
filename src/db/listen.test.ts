import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { createLogger } from '../lib/log.ts'
import { type Listener, openListener } from './listen.ts'

const log = createLogger('silent')

let database: TestDatabase
let listener: Listener
let heard: string[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  heard = []
  listener = await openListener(database.url, log)
})

afterEach(() => listener.close())
afterAll(() => database.close())

function notify(channel: string, payload: string): Promise<unknown> {
  return sql`select pg_notify(${channel}, ${payload})`.execute(database.db)
}

async function countListeners(): Promise<number> {
  const counted = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where application_name = 'openidv-listen' and datname = current_database()`.execute(database.db)
  return counted.rows[0]?.count ?? -1
}

function cutListener(): Promise<unknown> {
  return sql`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'openidv-listen' and datname = current_database()`.execute(database.db)
}

test('each handler hears its own channel, in order', async () => {
  await listener.on('cats', (payload) => heard.push(`cats ${payload}`))
  await listener.on('cats', (payload) => heard.push(`again ${payload}`))
  await listener.on('Dogs & "more"', (payload) => heard.push(`dogs ${payload}`))
  await notify('birds', 'x')
  await notify('cats', '1')
  await notify('Dogs & "more"', '2')
  await expect.poll(() => heard).toEqual(['cats 1', 'again 1', 'dogs 2'])
})

test('after a cut the listener says so, and hears every channel again', async () => {
  let reconnections = 0
  await listener.on('cats', (payload) => heard.push(payload))
  listener.onReconnect(() => {
    reconnections += 1
  })
  for (const round of [1, 2]) {
    await cutListener()
    await expect.poll(() => reconnections, { timeout: 10_000 }).toBe(round)
    await notify('cats', String(round))
    await expect.poll(() => heard).toContain(String(round))
  }
  expect(await countListeners()).toBe(1)
})

test('a channel that is asked for while the connection is down is heard after it', async () => {
  const restored = Promise.withResolvers<void>()
  listener.onReconnect(restored.resolve)
  await cutListener()
  await listener.on('late', (payload) => heard.push(payload))
  await restored.promise
  await notify('late', 'yes')
  await expect.poll(() => heard).toEqual(['yes'])
})

test('a closed listener stays closed', async () => {
  await listener.close()
  await expect.poll(countListeners).toBe(0)
  await listener.close()
})

test('a listener that cannot connect at first fails at once', async () => {
  await expect(openListener('postgres://nobody:none@127.0.0.1:1/none', log)).rejects.toThrow('ECONNREFUSED')
})
