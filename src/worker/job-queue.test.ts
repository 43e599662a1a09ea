import { Logger, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { afterEach, beforeEach, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { until } from '../../test/harness/server.ts'
import { createLogger } from '../lib/log.ts'
import { JobQueue } from './job-queue.ts'
import { openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

const log = createLogger('silent')
const logger = new Logger(() => () => undefined)

let database: TestDatabase
/** Beside the queue's database, so that it can be shut. */
let admin: pg.Client
let locks: WorkerLocks
beforeEach(async () => {
  database = await createTestDatabase()
  const url = new URL(database.url)
  url.pathname = '/postgres'
  admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  locks = await openWorkerLocks(database.url, log)
})
afterEach(async () => {
  await locks.close()
  await admin.end()
  await database.close()
})

async function setReachable(isReachable: boolean): Promise<void> {
  const name = new URL(database.url).pathname.slice(1)
  await admin.query(`alter database ${pg.escapeIdentifier(name)} with allow_connections ${isReachable}`)
  if (!isReachable)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
}

async function onDatabase<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

it('a job that ends while the database is away is done again when it is back, and the process lives on', async () => {
  const runs: Array<() => void> = []
  const taskList: TaskList = { wait: () => new Promise<void>((resolve) => runs.push(resolve)) }
  const queue = await JobQueue.start(database.url, { taskList, concurrency: 2, pollInterval: 100, logger }, locks, log)
  await onDatabase(`select graphile_worker.add_job('wait', '{}'::json)`)
  await until(() => runs.length === 1)

  await setReachable(false)
  runs[0]?.()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await setReachable(true)

  await onDatabase(`update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'`)
  await until(async () => {
    await locks.releaseJobsOfDeadWorkers().catch(() => [])
    return runs.length === 2
  })
  runs[1]?.()
  await until(async () => (await onDatabase('select from graphile_worker.jobs')).length === 0)
  await queue.stop()
}, 60_000)

it('is stopped while the database is away', async () => {
  const queue = await JobQueue.start(database.url, { taskList: {}, concurrency: 1, logger }, locks, log)
  await setReachable(false)
  await queue.stop()
  await setReachable(true)
}, 60_000)
