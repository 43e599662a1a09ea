/** Proves that our own jobs are done though every check hangs, and more of them wait. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { facePicture } from '../fixtures/pictures.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const CHECKS = 4

let server: TestServer
beforeAll(async () => {
  const hanging = new URL('../fixtures/hanging-child.ts', import.meta.url)
  server = await startTestServer({ OPENIDV_VISION_THREADS: '1', OPENIDV_CHECK_WAIT_MS: '6000' }, hanging)
})
afterAll(() => server.close())

async function countJobs(task: string): Promise<number> {
  const { rows } = await sql`select from graphile_worker.jobs where task_identifier = ${task}`.execute(server.ctx.db)
  return rows.length
}

it('our own jobs are done while every place for checks is taken, and more checks wait', async () => {
  const image = (await facePicture('holderPortrait')).toString('base64')
  const { liveKey: key } = server.organization
  const detect = () => server.request('POST', '/v1/face/detect', { key, body: { image } })
  const answers = await Promise.all(Array.from({ length: CHECKS }, detect))
  expect(answers.map(({ status }) => status)).toEqual(Array(CHECKS).fill(503))
  expect(await countJobs('run_check')).toBe(CHECKS)

  await sql`select graphile_worker.add_job('freeze_findings', '{}'::json)`.execute(server.ctx.db)
  await until(async () => (await countJobs('freeze_findings')) === 0, 10_000)
  expect(await countJobs('run_check')).toBe(CHECKS)
}, 60_000)
