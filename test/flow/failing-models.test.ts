import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitPerson, waitForDecision } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { emptyPicture } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

let server: TestServer
let picture: Buffer
let image: string
beforeAll(async () => {
  const env = { OPENIDV_VISION_THREADS: '1', OPENIDV_VISION_TIMEOUT_MS: '6000' }
  server = await startTestServer(env, new URL('../fixtures/failing-child.ts', import.meta.url))
  picture = await emptyPicture()
  image = picture.toString('base64')
})
afterAll(() => server.close())

const post = (path: string, body: unknown) => server.request('POST', path, { key: server.organization.liveKey, body })

describe('models that fail', () => {
  it('a direct call is answered 503 with a reason, and nothing is charged', async () => {
    const calls = [
      ['/v1/identity/verify', { documentImage: image, faceImage: image }, 'model_crashed'],
      ['/v1/document/scan', { image }, 'model_crashed'],
      ['/v1/face/detect', { image }, 'model_timeout'],
    ] as const
    for (const [path, body, failure] of calls) {
      const answer = await post(path, body)
      expect([path, answer.status, answer.json.code]).toEqual([path, 503, 'check_failed'])
      expect(answer.json.message).toContain(failure)
    }
    expect(await readBooks(server.ctx.db, server.organization.id)).toEqual({ available: 1000, held: 0, spent: 0 })
  })

  it('the next call finds the pool healed', async () => {
    const answer = await post('/v1/face/compare', { source: image, target: image })
    expect([answer.status, answer.json]).toEqual([
      200,
      { isMatch: false, confidence: 0, threshold: 80, sourceFaceDetected: false, targetFaceDetected: false },
    ])
  })

  it('a session whose check fails every time goes to review with the reason, once, and costs nothing', async () => {
    const before = await readBooks(server.ctx.db, server.organization.id)
    const id = await submitPerson(server, { document: picture, selfie: picture })
    await untilJobIsQuiet()
    const { session_record: record } = (await waitForDecision(server, id)).json
    expect(record).toMatchObject({
      status: 'SUBMITTED',
      auto_decision: { state: 'skipped', reasons: [{ code: 'CHECK_FAILED', severity: 'HIGH' }] },
    })
    expect(record).not.toHaveProperty('analysis_data')
    const { db } = server.ctx
    const checks = await db.selectFrom('checks').select(['state', 'failureCode']).where('sessionId', '=', id).execute()
    expect(checks).toEqual([{ state: 'failed', failureCode: 'model_crashed' }])
    expect(await db.selectFrom('decisions').selectAll().where('sessionId', '=', id).execute()).toHaveLength(1)
    expect(await readBooks(db, server.organization.id)).toEqual(before)
  })
})

/** Lets the queue try again at once, instead of after its pauses, until the job is gone. */
async function untilJobIsQuiet(): Promise<void> {
  const { db } = server.ctx
  await until(async () => {
    await sql`update checks set due_at = now() where state = 'queued' and claimed_by is null`.execute(db)
    await sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()`.execute(
      db,
    )
    const { rows } = await sql<{ jobs: number }>`
      select count(*)::integer as jobs from graphile_worker.jobs where task_identifier = 'run_check'`.execute(db)
    return rows[0]?.jobs === 0
  }, 60_000)
}
