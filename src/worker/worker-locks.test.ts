import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { until } from '../../test/harness/server.ts'
import { createLogger } from '../lib/log.ts'
import { openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

const log = createLogger('silent')

let database: TestDatabase
let client: pg.Client
let watcher: WorkerLocks
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  watcher = await openWorkerLocks(database.url, log)
})
afterAll(async () => {
  await watcher.close()
  await client.end()
  await database.close()
})

/** A job that the worker has claimed `seconds` ago. */
async function claimJob(workerId: string, seconds: number): Promise<void> {
  await client.query(`select graphile_worker.add_job('run_check', '{}'::json, job_key => $1)`, [workerId])
  await client.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - make_interval(secs => $2), attempts = 1
     where key = $1`,
    [workerId, seconds],
  )
}

async function isClaimed(workerId: string): Promise<boolean> {
  const { rows } = await client.query('select locked_by from graphile_worker.jobs where key = $1', [workerId])
  return rows[0].locked_by !== null
}

describe('the marks of living workers', () => {
  it('a job is freed when its worker’s process is gone, and not before', async () => {
    const locks = await openWorkerLocks(database.url, log)
    await Promise.all([locks.hold('worker-a'), locks.hold('worker-b')])
    await claimJob('worker-a', 3600)
    expect(await watcher.releaseJobsOfDeadWorkers()).toEqual([])
    expect(await isClaimed('worker-a')).toBe(true)
    await locks.close()
    await until(async () => (await watcher.releaseJobsOfDeadWorkers()).includes('worker-a'))
    expect(await isClaimed('worker-a')).toBe(false)
  })

  it('a job that was claimed a moment ago is left alone, since its worker may not have marked itself yet', async () => {
    await claimJob('worker-new', 1)
    expect(await watcher.releaseJobsOfDeadWorkers()).toEqual([])
    expect(await isClaimed('worker-new')).toBe(true)
  })

  it('a worker whose connection was cut marks itself again', async () => {
    const locks = await openWorkerLocks(database.url, log)
    await locks.hold('worker-c')
    await claimJob('worker-c', 3600)
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and objid = (hashtext($1)::bigint & 4294967295)::oid`,
      ['worker-c'],
    )
    await client.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    // Its own next round finds the connection gone, opens another and sees itself alive.
    await until(async () => {
      try {
        return !(await locks.releaseJobsOfDeadWorkers()).includes('worker-c')
      } catch {
        return false
      }
    })
    expect(await watcher.releaseJobsOfDeadWorkers()).toEqual([])
    expect(await isClaimed('worker-c')).toBe(true)
    await locks.close()
  })
})
