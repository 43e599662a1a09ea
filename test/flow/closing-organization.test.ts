/** Proves what the server does by itself with an organization that is to be deleted: its checks rest, its time ends. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hasDemo, seed } from '../../src/cli/seed.ts'
import { withTransaction } from '../../src/context.ts'
import { type CheckId, type EvidenceId, newId, type SessionId } from '../../src/lib/ids.ts'
import { enqueueStepCheck } from '../../src/services/checks/enqueue-step.ts'
import { eraseDueOrganizations } from '../../src/services/deletion/erase.ts'
import { createOrganization } from '../../src/services/organizations/create.ts'
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
  const evidence = { id_front: newId<EvidenceId>() }
  const check = { checkId: newId<CheckId>(), step: 'ID_VERIFICATION', kind: 'identity_verify', evidence } as const
  await withTransaction(server.ctx, (tx) => enqueueStepCheck(tx, session, check))
}

async function findCheck(sessionId: SessionId) {
  const { db } = server.ctx
  return db.selectFrom('checks').select(['id', 'state']).where('sessionId', '=', sessionId).executeTakeFirstOrThrow()
}

/** Seconds from now until a check may begin; undefined when it has ended. */
async function findDelay(sessionId: SessionId): Promise<number | undefined> {
  const { id } = await findCheck(sessionId)
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from due_at - now())::float as seconds from checks where id = ${id} and state = 'queued'
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

it('an organization whose grace is over is erased by the job of the worker', async () => {
  const { id, owner: leaving } = await foundAnother()
  await leaving.post('~/organization/deletion', { name: 'Other' })
  server.clock.advance(WEEK_SECONDS * 1000)
  await sql`select graphile_worker.add_job('erase_organizations')`.execute(server.ctx.db)
  const find = () => server.ctx.db.selectFrom('organizations').select('status').where('id', '=', id).executeTakeFirst()
  await until(async () => (await find())?.status === 'deleted')
})

it('the demo is not made again while it is to be deleted, and holds up no start; afterwards it can be', async () => {
  const { ctx } = server
  expect(await hasDemo(ctx)).toBe(false)
  const first = await seed(ctx)
  expect(await hasDemo(ctx)).toBe(true)
  // Nobody is signed in as its owner, who was signed up by us.
  const owner = ctx.db.selectFrom('authUsers').select('id').where('email', '=', first.consoleEmail)
  expect(await ctx.db.selectFrom('authSessions').select('id').where('userId', 'in', owner).execute()).toEqual([])
  const due = new Date(ctx.clock.nowMs())
  const demo = ctx.db.updateTable('organizations').where('id', '=', first.organizationId)
  await demo.set({ deletionDueAt: due }).execute()
  expect(await hasDemo(ctx)).toBe(false)
  await expect(seed(ctx)).rejects.toMatchObject({ code: 'organization_closing' })
  await eraseDueOrganizations(ctx)
  expect(await hasDemo(ctx)).toBe(false)
  expect((await seed(ctx)).organizationId).not.toBe(first.organizationId)
  expect(await hasDemo(ctx)).toBe(true)
})

async function foundAnother() {
  const founded = await createOrganization(server.ctx, { name: 'Other' })
  return { id: founded.id, owner: await signUpMember(server, { organizationId: founded.id }) }
}
