/** Proves that a queue that takes no jobs is found out and replaced, and that one that only waits is left alone. */
import { Logger, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { until } from '../../test/harness/server.ts'
import { openTcpGate, type TcpGate } from '../../test/harness/tcp-gate.ts'
import { closeDatabase, type Database, openDatabase } from '../db/database.ts'
import { Health } from '../lib/health.ts'
import { createLogger } from '../lib/log.ts'
import { JobQueue } from './job-queue.ts'
import { QueueWatch } from './queue-watch.ts'
import { openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

const JOBS = 40
const BOUNDS = { lookEveryMs: 200, stalledMs: 1_500, unreadyMs: 3_000, giveUpMs: 6_000 }
const logger = new Logger(() => () => undefined)

let lines: string[]
let database: TestDatabase
let gate: TcpGate
let db: Database
let admin: pg.Client
let locks: WorkerLocks
let queue: JobQueue
let watch: QueueWatch
let health: Health
let done: number
beforeEach(async () => {
  lines = []
  const log = createLogger('info', { write: (line) => void lines.push(line) })
  database = await createTestDatabase()
  gate = await openTcpGate(database.appUrl)
  db = openDatabase({ url: database.appUrl, poolSize: 3, log })
  const url = new URL(database.url)
  url.pathname = '/postgres'
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  locks = await openWorkerLocks(database.appUrl, log)
  health = new Health(log)
  done = 0
  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    done += 1
  }
  const taskList: TaskList = { work }
  queue = await JobQueue.start(gate.url, { taskList, concurrency: 3, pollInterval: 500, logger }, locks, log)
  watch = new QueueWatch(db, queue, { part: 'jobs', health, log, bounds: BOUNDS })
})
afterEach(async () => {
  watch.close()
  await queue.stop()
  await locks.close()
  await admin.end()
  await gate.close()
  await closeDatabase(db)
  await database.close()
})

async function onDatabase<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query('set default_transaction_read_only = off')
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

const addJobs = (count: number, more = '') =>
  onDatabase(`select graphile_worker.add_job('work', '{}'::json${more}) from generate_series(1, ${count})`)
const name = () => new URL(database.url).pathname.slice(1)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const replacements = () => lines.filter((line) => line.includes('the queue is replaced')).length

/** As the timer of the runner does: what a cut-off queue had begun is another's. */
async function allDone(): Promise<void> {
  await onDatabase(
    `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where locked_at is not null`,
  )
  await until(async () => {
    await locks.releaseJobsOfDeadWorkers().catch(() => [])
    return (await onDatabase('select from graphile_worker.jobs')).length === 0
  }, 25_000)
}

it('after the database took no writes for a while every job is done, without a restart', async () => {
  await addJobs(JOBS)
  await until(() => done > 3)
  await admin.query(`alter database ${name()} set default_transaction_read_only = on`)
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name()])
  await until(() => health.troubles.length > 0)
  expect(health.troubles).toEqual([{ part: 'jobs', why: 'The database takes no writes: no job can be taken' }])
  await pause(5_000)
  const doneBefore = done
  expect(doneBefore).toBeLessThan(JOBS)
  // Connections that were made meanwhile stay read-only, as those to a former primary do.
  await admin.query(`alter database ${name()} reset default_transaction_read_only`)
  await allDone()
  await until(() => health.troubles.length === 0)
}, 60_000)

it('a queue whose connections fell silent is replaced by one with others', async () => {
  gate.hold('openidv jobs')
  await pause(500)
  gate.forget()
  await addJobs(JOBS)
  await allDone()
  expect(replacements()).toBe(1)
  expect(health.troubles).toEqual([])
}, 60_000)

it('when another queue does not help the process says that it is not ready, and then gives itself up', async () => {
  const role = new URL(database.appUrl).username
  await onDatabase(`revoke update on graphile_worker._private_jobs from ${role}`)
  try {
    await addJobs(1)
    await until(() => health.troubles.length > 0)
    expect(health.troubles).toEqual([{ part: 'jobs', why: 'Due jobs are not taken, though workers are free' }])
    const error = await health.givenUp
    expect(error.message).toMatch(/^A job has been due for \d+ s, and free workers do not take it/)
    expect(replacements()).toBeGreaterThan(1)
  } finally {
    await onDatabase(`grant update on graphile_worker._private_jobs to ${role}`)
  }
}, 60_000)

it('jobs that are put off, busy elsewhere, in turn, given up or of another version are nobody’s fault', async () => {
  await addJobs(3, `, run_at => now() + interval '1 hour'`)
  await onDatabase(`select graphile_worker.add_job('work_of_another_version', '{}'::json)`)
  await addJobs(2, `, queue_name => 'in_turn'`)
  await until(() => done === 2)
  await addJobs(4, `, run_at => now() - interval '1 hour'`)
  await until(() => done === 6)
  await onDatabase(`
    insert into graphile_worker._private_jobs (task_id, payload, run_at, locked_at, locked_by, attempts)
    select id, '{}', now() - interval '1 hour', now(), 'another node', 1 from graphile_worker._private_tasks where identifier = 'work'`)
  await onDatabase(`
    insert into graphile_worker._private_jobs (task_id, payload, run_at, attempts, max_attempts)
    select id, '{}', now() - interval '1 hour', 25, 25 from graphile_worker._private_tasks where identifier = 'work'`)
  await pause(3 * BOUNDS.stalledMs)
  expect(replacements()).toBe(0)
  expect(health.troubles).toEqual([])
}, 60_000)
