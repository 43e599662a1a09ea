import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import type { ApplicantActor } from '../../src/services/actor.ts'
import { createFinishedChecks } from '../../src/services/checks/finished-checks.ts'
import { submitStep } from '../../src/services/runs/submit-step.ts'
import { findSession } from '../../src/services/sessions/change.ts'
import { openWorkerLocks } from '../../src/worker/worker-locks.ts'
import { createSession, type HostedPage, openHosted, waitForDecision } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { startTestServer, TEST_SECRET, type TestServer, until } from '../harness/server.ts'

const WORKER = fileURLToPath(new URL('../fixtures/worker-process.ts', import.meta.url))

const workers: ChildProcess[] = []
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(async () => {
  // One that a failed test left behind would keep the run from ending.
  for (const worker of workers) worker.kill('SIGKILL')
  await server.close()
})

// The job is freed within 10 s; the queue alone would wait four hours.
it('a check whose worker is killed in the middle is soon done by another: one result, one decision, one settlement', async () => {
  const { secret } = await createSession(server)
  const page = await openHosted(server, secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
  await page.upload('selfie_front', await facePicture('holderSelfie'))

  await server.restart(async () => {
    const worker = await startWorkerProcess()
    await submitWithoutWaiting(page)
    const [text] = await worker.saysItsUnderWay
    worker.child.kill('SIGKILL')
    await once(worker.child, 'exit')
    // The process that hangs over the check ends with its parent.
    await until(() => !isAlive(Number(String(text))))
    expect(await readJobs()).toEqual([{ attempts: 1, isLocked: true }])
  })
  const { session_record: record } = (await waitForDecision(server, page.sessionId)).json

  expect(record.status).toBe('VERIFIED')
  const { db } = server.ctx
  const checks = await db.selectFrom('checks').select('state').where('sessionId', '=', page.sessionId).execute()
  expect(checks).toEqual([{ state: 'done' }])
  const decisions = await db.selectFrom('decisions').select('outcome').execute()
  expect(decisions).toEqual([{ outcome: 'VERIFIED' }])
  const settled = await db.selectFrom('ledgerEntries').select('kind').where('account', '=', 'spent').execute()
  expect(settled).toHaveLength(1)
  expect(await readBooks(db, server.organization.id)).toEqual({ available: 950, held: 0, spent: 50 })
  // The queue puts the job away a moment after the check has ended.
  await until(async () => (await readJobs()).length === 0)
}, 120_000)

it('a living worker keeps its job, however long the check takes', async () => {
  const { secret } = await createSession(server)
  const page = await openHosted(server, secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
  await page.upload('selfie_front', await facePicture('holderSelfie'))
  await server.restart(async () => {
    const worker = await startWorkerProcess()
    await submitWithoutWaiting(page)
    await worker.saysItsUnderWay
    await sql`update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'`.execute(server.ctx.db)
    const watcher = await openWorkerLocks(server.database.url, server.ctx.log)
    expect(await watcher.releaseJobsOfDeadWorkers()).toEqual([])
    await watcher.close()
    expect(await readJobs()).toEqual([{ attempts: 1, isLocked: true }])
    worker.child.kill('SIGKILL')
    await once(worker.child, 'exit')
  })
})

interface WorkerProcess {
  readonly child: ChildProcess
  /** With the number of the process that hangs over it. */
  readonly saysItsUnderWay: Promise<unknown[]>
}

async function startWorkerProcess(): Promise<WorkerProcess> {
  const { ctx, database } = server
  const args = [WORKER, database.url, join(ctx.config.dataDir, 'blobs'), TEST_SECRET]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  workers.push(child)
  return { child, saysItsUnderWay: once(child.stdout, 'data') }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Submits the document step and leaves before the verdict. */
async function submitWithoutWaiting(page: HostedPage): Promise<void> {
  const finished = createFinishedChecks()
  const session = await findSession(server.ctx, page.sessionId)
  if (!session) throw new Error('The session is there')
  const evidence = await server.ctx.db
    .selectFrom('evidence')
    .select(['slot', 'id'])
    .where('sessionId', '=', page.sessionId)
    .execute()
  const uploads = Object.fromEntries(evidence.map(({ slot, id }) => [slot ?? '', id]))
  const input = { step: 'ID_VERIFICATION', body: {}, uploads }
  const submitted = submitStep(server.ctx, finished, toApplicant(page.sessionId), session, input)
  const { db } = server.ctx
  const own = db.selectFrom('checks').select('id').where('sessionId', '=', page.sessionId)
  await until(async () => (await own.execute()).length > 0)
  finished.announceAll()
  await submitted
}

function toApplicant(sessionId: SessionId): ApplicantActor {
  return { kind: 'applicant', organizationId: server.organization.id, environment: 'live', sessionId }
}

async function readJobs() {
  const { rows } = await sql<{ attempts: number; isLocked: boolean }>`
    select attempts, locked_at is not null as "isLocked" from graphile_worker.jobs where task_identifier = 'run_check'
  `.execute(server.ctx.db)
  return rows
}
