import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBooks } from '../fixtures/ledger.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const TIMEOUT_MS = 120_000

let server: TestServer
beforeAll(async () => {
  // The model hangs for longer than a caller waits, and not much longer, since stopping waits for it.
  const env = { OPENIDV_VISION_THREADS: '1', OPENIDV_VISION_TIMEOUT_MS: '8000', OPENIDV_CHECK_WAIT_MS: '3000' }
  server = await startTestServer(env, new URL('../fixtures/failing-child.ts', import.meta.url))
})
afterAll(() => server.close(), TIMEOUT_MS)

it('a call that waits in vain as long as the server lets it, over a lost connection too, is answered 503 and charged nothing', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { db } = server.ctx
  const startedAt = performance.now()
  const image = (await emptyPicture()).toString('base64')
  const call = server.request('POST', '/v1/face/detect', { key: server.organization.liveKey, body: { image } })
  const isUnderWay = async () => (await db.selectFrom('checks').select('id').execute()).length === 1
  await until(isUnderWay)
  const cut = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen %'`.execute(db)
  expect(cut.rows.length).toBeGreaterThan(0)

  const answer = await call
  expect([answer.status, answer.json.code]).toEqual([503, 'deadline_passed'])
  expect(performance.now() - startedAt).toBeGreaterThan(2_900)
  expect(await readBooks(db, server.organization.id)).toEqual({ available: 1000, held: 0, spent: 0 })
  const checks = await db.selectFrom('checks').select(['state', 'failureCode']).execute()
  expect(checks).toEqual([{ state: 'failed', failureCode: 'deadline_passed' }])
})
