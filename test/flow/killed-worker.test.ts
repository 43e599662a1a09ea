import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import type { ApplicantActor } from '../../src/services/actor.ts'
import { submitSession } from '../../src/services/sessions/submit.ts'
import { openWorkerLocks } from '../../src/worker/worker-locks.ts'
import { createSession, openHosted, waitForDecision } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { startTestServer, TEST_SECRET, type TestServer } from '../harness/server.ts'

const WORKER = fileURLToPath(new URL('../fixtures/worker-process.ts', import.meta.url))
const SUBMISSION = { ip: '127.0.0.1', device: 'Linux', browser: 'Firefox 140' }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

// The job is freed within 10 s; the queue alone would wait four hours.
it('a check whose worker is killed in the middle is soon done by another: one result, one decision, one settlement', async () => {
  const { secret } = await createSession(server)
  const page = await openHosted(server, secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
  await page.upload('selfie_front', await facePicture('holderSelfie'))

  await server.restart(async () => {
    const worker = await startWorkerProcess()
    await submitSession(server.ctx, toApplicant(page.sessionId), SUBMISSION)
    await worker.saysItsUnderWay
    worker.child.kill('SIGKILL')
    await once(worker.child, 'exit')
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
  expect(await readJobs()).toEqual([])
}, 120_000)

it('a living worker keeps its job, however long the check takes', async () => {
  const { secret } = await createSession(server)
  const page = await openHosted(server, secret)
  await page.consent()
  await page.upload('id_front', await passportPicture())
  await page.upload('selfie_front', await facePicture('holderSelfie'))
  await server.restart(async () => {
    const worker = await startWorkerProcess()
    await submitSession(server.ctx, toApplicant(page.sessionId), SUBMISSION)
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
  readonly saysItsUnderWay: Promise<unknown>
}

async function startWorkerProcess(): Promise<WorkerProcess> {
  const { ctx, database } = server
  const args = [WORKER, database.url, join(ctx.config.dataDir, 'blobs'), TEST_SECRET]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, saysItsUnderWay: once(child.stdout, 'data') }
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
