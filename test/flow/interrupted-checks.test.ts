/** Proves that what is no fault of the models takes no attempt of a check, however often it happens. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { preparePerson, waitForDecision } from '../fixtures/applicant.ts'
import { holderPictures } from '../fixtures/pictures.ts'
import { makeChecksDue } from '../harness/due-checks.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const TIMEOUT_MS = 300_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_VISION_THREADS: '1' })
})
afterAll(() => server.close())

const interruptions = () => server.logLines.filter((line) => line.includes('through no fault of its models')).length

/** No result can be written from here on. */
async function refuseResults(): Promise<void> {
  await sql`alter table checks add constraint refused check (state <> 'done') not valid`.execute(server.ctx.db)
}

async function takeResults(): Promise<void> {
  await sql`alter table checks drop constraint refused`.execute(server.ctx.db)
}

it(
  'a check whose result could not be written five times is done when it can be, as if nothing had been',
  async () => {
    const page = await preparePerson(server, await holderPictures())

    await refuseResults()
    const submitted = page.submitStep('ID_VERIFICATION')
    await until(async () => {
      await makeChecksDue(server)
      return interruptions() >= 5
    }, 120_000)
    await takeResults()
    const isDone = async () => {
      await makeChecksDue(server)
      const checks = await server.ctx.db.selectFrom('checks').select(['state', 'attempts']).execute()
      return checks.length === 1 && checks[0]?.state === 'done' && checks[0].attempts === 1
    }
    await until(isDone, 120_000)
    await submitted
    expect((await waitForDecision(server, page.sessionId)).json.session_record.status).toBe('VERIFIED')
  },
  TIMEOUT_MS,
)

it(
  'one that is interrupted for more than a day is given up, for a person to look at',
  async () => {
    const page = await preparePerson(server, await holderPictures())
    await refuseResults()
    const before = interruptions()
    const submitted = page.submitStep('ID_VERIFICATION')
    await until(() => interruptions() > before, 120_000)
    await sql`update checks set created_at = created_at - interval '25 hours' where session_id = ${page.sessionId}`.execute(
      server.ctx.db,
    )
    const failureCode = async () => {
      await makeChecksDue(server)
      const checks = server.ctx.db.selectFrom('checks').select('failureCode').where('sessionId', '=', page.sessionId)
      return (await checks.executeTakeFirst())?.failureCode
    }
    await until(async () => (await failureCode()) === 'worker_lost', 120_000)
    await submitted
    await takeResults()
  },
  TIMEOUT_MS,
)
