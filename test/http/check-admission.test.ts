/** Proves that a burst of direct calls is taken in as far as it can be done in time, and that the rest is told so at once. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { LIST_PRICES } from '../../src/steps/prices.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const BURST = 24
/** Three quarters of it are as many checks of a second, which these take on a starved machine. */
const WAIT_MS = 20_000

let server: TestServer
let image: string
beforeAll(async () => {
  server = await startTestServer({
    OPENIDV_CHECK_WAIT_MS: String(WAIT_MS),
    OPENIDV_VISION_THREADS: '1',
    OPENIDV_RATE_PER_SECOND: '1000',
    OPENIDV_RATE_BURST: '1000',
  })
  image = (await emptyPicture()).toString('base64')
  // The models are loaded by the first check.
  await vi.waitFor(async () => expect((await detect()).status).toBe(200), 60_000)
}, 120_000)
afterAll(() => server.close())

const detect = (headers = {}) =>
  server.request('POST', '/v1/face/detect', { key: server.organization.liveKey, body: { image }, headers })
const named = (at: number) => ({ 'idempotency-key': `burst-${at}` })
const isRefused = ({ json }: { json: { code?: string } }) => json.code === 'checks_busy'

describe('a burst of direct calls', () => {
  it('is answered in time as far as it is let in; the rest is told when to come back, costs nothing and is not looked at', async () => {
    const countStored = () => server.ctx.db.selectFrom('evidence').select('id').execute()
    const before = await readBooks(server.ctx.db, server.organization.id)
    const storedBefore = (await countStored()).length
    const answers = await Promise.all(Array.from({ length: BURST }, (_, at) => detect(named(at))))
    const refused = answers.filter(isRefused)
    const done = answers.filter((answer) => !isRefused(answer))
    expect(done.map(({ status }) => status)).toEqual(done.map(() => 200))
    expect(done.length).toBeGreaterThan(2)
    expect(refused.length).toBeGreaterThan(0)
    for (const { status, headers, json } of refused) {
      expect(status).toBe(503)
      expect(json.estimated_wait_seconds).toBeGreaterThan((WAIT_MS / 1000) * 0.75)
      const seconds = Number(headers['retry-after'])
      expect(seconds).toBeGreaterThan(0)
      expect(json.message).toContain(`about ${json.estimated_wait_seconds} seconds. Try again in ${seconds} seconds.`)
    }
    expect((await countStored()).length - storedBefore).toBe(done.length)
    const after = await readBooks(server.ctx.db, server.organization.id)
    expect(after.spent - before.spent).toBe(done.length * (LIST_PRICES.face_detect ?? 0))
    expect(after.held).toBe(0)

    // A refusal is no answer to keep: the same name gets its check later.
    const again = await detect(named(answers.findIndex(isRefused)))
    expect(again.status).toBe(200)
  })
})
