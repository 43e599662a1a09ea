/** Tells living workers from dead ones, so that a job whose worker was killed runs again at once. */
import pg from 'pg'
import type { Logger } from '../lib/log.ts'

export interface WorkerLocks {
  /** Marks a worker of this process as living, for as long as this connection lives. */
  hold(workerId: string): Promise<void>
  /** Gives back the jobs that are locked by workers that nobody holds; answers those workers' ids. */
  freeJobsOfTheDead(): Promise<string[]>
  close(): Promise<void>
}

/** Any constant that no other part uses: the first half of our advisory locks' keys. */
const LOCK_SPACE = 0x1d5
/** A worker that claimed a job has marked itself by then. */
const LEAST_LOCKED_SECONDS = 5

/**
 * Opens the connection that holds the marks. PostgreSQL drops them with the connection, however the process died; the
 * queue alone would wait four hours before it gave a dead worker's job to another.
 */
export async function openWorkerLocks(url: string, log: Logger): Promise<WorkerLocks> {
  const client = new pg.Client({ connectionString: url, application_name: 'openidv worker locks', keepAlive: true })
  client.on('error', (err) => log.warn({ err }, 'connection of the worker marks lost'))
  await client.connect()
  return {
    async hold(workerId) {
      await client.query('select pg_advisory_lock_shared($1, hashtext($2))', [LOCK_SPACE, workerId])
    },
    async freeJobsOfTheDead() {
      const dead = await findDeadWorkers(client)
      if (dead.length > 0) await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead])
      return dead
    },
    close: () => client.end(),
  }
}

async function findDeadWorkers(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ worker_id: string }>(
    `select locked_by as worker_id from (
       select locked_by from graphile_worker.jobs
       where locked_by is not null and locked_at < now() - make_interval(secs => $2)
       group by locked_by
     ) as workers
     where not exists (
       select from pg_locks
       where locktype = 'advisory' and classid = $1 and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
     )`,
    [LOCK_SPACE, LEAST_LOCKED_SECONDS],
  )
  return rows.map((row) => row.worker_id)
}
