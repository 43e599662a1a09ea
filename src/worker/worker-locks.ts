/** Tells living workers from dead ones, so that a job whose worker was killed runs again at once. */
import type pg from 'pg'
import { openPool } from '../db/pool.ts'
import type { Logger } from '../lib/log.ts'

export interface WorkerLocks {
  /** Marks a worker as living for as long as this connection lives, by the name that it writes on its jobs (`locked_by`). */
  hold(name: string): Promise<void>
  /** Takes the mark away: what the worker left undone is free. */
  release(name: string): Promise<void>
  /** Gives back the jobs of workers that nobody holds; answers their names, and those of `others` that nobody holds. */
  releaseJobsOfDeadWorkers(others?: readonly string[]): Promise<string[]>
  close(): Promise<void>
}

/** Any constant that no other part uses: the first half of our advisory locks' keys. */
const LOCK_SPACE = 0x1d5
/** A worker that claimed a job has marked itself by then. */
const MIN_LOCKED_SECONDS = 5
const QUERY_TIMEOUT_MS = 30_000

/**
 * Opens the connection that holds the marks. PostgreSQL drops them with the connection, however the process died; the
 * queue alone would wait four hours before it gave a dead worker's job to another. A connection that is lost is opened
 * again by the next query, and marks every worker again first.
 */
export async function openWorkerLocks(url: string, log: Logger): Promise<WorkerLocks> {
  const held = new Set<string>()
  const pool = openPool(
    {
      connectionString: url,
      application_name: 'openidv worker locks',
      max: 1,
      statement_timeout: QUERY_TIMEOUT_MS,
      idleTimeoutMillis: 0,
      onConnect: async (client) => {
        for (const name of held) await client.query(HOLD, [LOCK_SPACE, name])
      },
    },
    log,
  )
  await pool.query('select')
  return {
    async hold(name) {
      held.add(name)
      await pool.query(HOLD, [LOCK_SPACE, name])
    },
    async release(name) {
      held.delete(name)
      await pool.query(RELEASE, [LOCK_SPACE, name])
    },
    async releaseJobsOfDeadWorkers(others = []) {
      const dead = await findDeadWorkers(pool, others)
      if (dead.length > 0) await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [dead])
      return dead
    },
    close: () => pool.end(),
  }
}

const HOLD = 'select pg_advisory_lock_shared($1, hashtext($2))'
const RELEASE = 'select pg_advisory_unlock_shared($1, hashtext($2))'

async function findDeadWorkers(pool: pg.Pool, others: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from (
       select locked_by as name from graphile_worker.jobs
       where locked_by is not null and locked_at < now() - make_interval(secs => $2)
       union select unnest($3::text[])
     ) as workers
     where not exists (
       select from pg_locks
       where locktype = 'advisory' and classid = $1 and objid = (hashtext(name)::bigint & 4294967295)::oid
     )`,
    [LOCK_SPACE, MIN_LOCKED_SECONDS, others],
  )
  return rows.map((row) => row.name)
}
