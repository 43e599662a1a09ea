/** Proves that checks of an organization that is to be deleted do not begin, and go on when it is kept. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withTransaction } from '../../src/context.ts'
import { type EvidenceId, newId, type SessionId } from '../../src/lib/ids.ts'
import { enqueueStepCheck } from '../../src/services/checks/enqueue-step.ts'
import { aWaitingSession } from '../fixtures/waiting-session.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer, until } from '../harness/server.ts'

const WEEK_SECONDS = 7 * 86_400

let server: TestServer
let owner: TestMember
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUpMember(server)
})
afterAll(() => server.close())

/** Queues the check of a picture that is not there: once begun it ends at once, as failed. */
async function queueCheck(sessionId: SessionId): Promise<void> {
  const { id: organizationId } = server.organization
  const session = { id: sessionId, organizationId, environment: 'live' } as const
  const step = { id: 'ID_VERIFICATION', kind: 'identity_verify', evidence: { id_front: newId<EvidenceId>() } } as const
  await withTransaction(server.ctx, (tx) => enqueueStepCheck(tx, session, step))
}

async function findCheck(sessionId: SessionId) {
  const { db } = server.ctx
  return db.selectFrom('checks').select(['id', 'state']).where('sessionId', '=', sessionId).executeTakeFirstOrThrow()
}

/** Seconds from now until the job of a check runs; undefined when there is none. */
async function findDelay(sessionId: SessionId): Promise<number | undefined> {
  const { id } = await findCheck(sessionId)
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from run_at - now())::float as seconds from graphile_worker.jobs where key = ${id}
  `.execute(server.ctx.db)
  return rows[0]?.seconds
}

it('a check rests while its organization is to be deleted, and is done when it is kept', async () => {
  const id = await aWaitingSession(server)
  await owner.post('~/organization/deletion', { name: 'Acme' })
  await queueCheck(id)
  await until(async () => ((await findDelay(id)) ?? 0) > WEEK_SECONDS)
  expect((await findCheck(id)).state).toBe('queued')
  expect((await owner.send('DELETE', '~/organization/deletion')).status).toBe(204)
  await until(async () => (await findCheck(id)).state === 'failed')
  expect(await findDelay(id)).toBeUndefined()
})

it('a check that is put off in the moment in which the organization is kept does not stay behind', async () => {
  for (let round = 0; round < 5; round++) {
    const id = await aWaitingSession(server)
    await owner.post('~/organization/deletion', { name: 'Acme' })
    await queueCheck(id)
    await owner.send('DELETE', '~/organization/deletion')
    await until(async () => (await findCheck(id)).state === 'failed')
  }
})
