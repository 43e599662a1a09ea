import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { submitSession } from '../../src/services/sessions/submit.ts'
import { createSession, openHosted, waitForDecision } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { startTestServer, TEST_SECRET, type TestServer } from '../harness/server.ts'

const WORKER = fileURLToPath(new URL('../fixtures/worker-process.ts', import.meta.url))
/** Freed within one round of 10 s once it was claimed for 5 s; the rest is the check itself on a busy machine. */
const SOON_MS = 45_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

it(
  'a check whose worker is killed in the middle is soon done by another: one result, one decision, one settlement',
  async () => {
    const { secret } = await createSession(server)
    const page = await openHosted(server, secret)
    await page.consent()
    await page.upload('id_front', await passportPicture())
    await page.upload('selfie_front', await facePicture('holderSelfie'))
    const applicant = {
      kind: 'applicant' as const,
      organizationId: server.organization.id,
      environment: 'live' as const,
      sessionId: page.sessionId,
    }

    await server.restart(async () => {
      const worker = await startWorkerProcess()
      await submitSession(server.ctx, applicant, { ip: '127.0.0.1', device: 'Linux', browser: 'Firefox 140' })
      await worker.saysItsUnderWay
      worker.child.kill('SIGKILL')
      await once(worker.child, 'exit')
      expect(await readJobs()).toEqual([{ attempts: 1, isLocked: true }])
    })
    const killedAt = performance.now()
    const { session_record: record } = (await waitForDecision(server, page.sessionId)).json
    expect(performance.now() - killedAt).toBeLessThan(SOON_MS)

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
  },
  2 * SOON_MS,
)

it('a living worker keeps its job, however long the check takes', async () => {
  const { rows } = await sql<{ marks: number }>`
    select count(distinct objid)::integer as marks from pg_locks
    join pg_stat_activity using (pid)
    where locktype = 'advisory' and application_name = 'openidv worker locks' and datname = current_database()
  `.execute(server.ctx.db)
  // As many workers as threads, and one more.
  expect(rows[0]?.marks).toBe(server.ctx.config.vision.threads + 1)
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

async function readJobs() {
  const { rows } = await sql<{ attempts: number; isLocked: boolean }>`
    select attempts, locked_at is not null as "isLocked" from graphile_worker.jobs where task_identifier = 'run_check'
  `.execute(server.ctx.db)
  return rows
}
