/** SQL of whose check is next, who does it, and the jobs that only say that there is one. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CheckId, OrganizationId } from '../../lib/ids.ts'

/** A worker may die twice in the middle before a check is given up. */
export const MAX_ATTEMPTS = 3
/** Our own jobs, at 0, are short and go first. */
const JOB_PRIORITY = 10
/** A job that fails could not reach the database; it comes back, and a check's own attempts are counted elsewhere. */
const JOB_ATTEMPTS = 20
/** Any constant that no other part uses: whoever holds it looks and takes alone. */
const CLAIM_LOCK = 0x1d5c
/** A worker that claimed a check has marked itself as living by then. */
const MIN_CLAIMED_SECONDS = 5

/** Queues a job that does some check, to be seen when the transaction commits and `delayMs` of its time have passed. */
export async function addCheckJobs(db: Db, count: number, delayMs = 0): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      'run_check', '{}'::json, run_at => now() + make_interval(secs => ${delayMs / 1000}::double precision),
      priority => ${JOB_PRIORITY}::integer, max_attempts => ${JOB_ATTEMPTS}::integer
    ) from generate_series(1, ${count}::integer)
  `.execute(db)
}

/**
 * Takes the next check for a worker and counts the attempt. Of the organizations that wait, the one is served whose last
 * turn is longest ago; of its checks the one of lowest priority number, then the one that is due longest. Call inside a
 * transaction: the lock makes workers of every node look one after the other, so that no two serve one turn.
 */
export async function claimNextCheck(tx: Db, worker: string): Promise<{ id: CheckId; attempts: number } | undefined> {
  await sql`select pg_advisory_xact_lock(${CLAIM_LOCK})`.execute(tx)
  const { rows } = await sql<{ id: CheckId; attempts: number }>`
    with waiting as (
      select distinct on (organization_id) id, organization_id, due_at from checks
      where state = 'queued' and due_at <= now() and attempts < ${MAX_ATTEMPTS} and claimed_by is null
      order by organization_id, priority, due_at, id
    ), next as (
      select waiting.id from waiting left join lateral (
        select claimed_at from checks
        where organization_id = waiting.organization_id and claimed_at is not null
        order by claimed_at desc limit 1
      ) as turn on true
      order by turn.claimed_at nulls first, waiting.due_at, waiting.id limit 1
    )
    update checks set claimed_by = ${worker}, claimed_at = clock_timestamp(), attempts = attempts + 1
    from next where checks.id = next.id
    returning checks.id, checks.attempts
  `.execute(tx)
  return rows[0]
}

/** Gives a check back, to be begun again after `delayMs` of the database's time; `attempts` is how often it was begun. */
export async function releaseCheckRow(
  db: Db,
  organizationId: OrganizationId,
  id: CheckId,
  { attempts, delayMs }: { attempts: number; delayMs: number },
): Promise<void> {
  await sql`
    update checks set claimed_by = null, attempts = ${attempts},
      due_at = now() + make_interval(secs => ${delayMs / 1000}::double precision)
    where organization_id = ${organizationId} and id = ${id} and state = 'queued'
  `.execute(db)
}

/** Makes each of an organization's checks that is still to be done due; answers how many were put off. */
export async function makeChecksDue(db: Db, organizationId: OrganizationId): Promise<number> {
  const { numAffectedRows } = await sql`
    update checks set due_at = now() where organization_id = ${organizationId} and state = 'queued' and due_at > now()
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Workers that checks are claimed by, of every organization; those that claimed a moment ago are left out. */
export async function listClaimants(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct claimed_by as name from checks
    where state = 'queued' and claimed_by is not null
      and claimed_at < now() - make_interval(secs => ${MIN_CLAIMED_SECONDS})
  `.execute(db)
  return rows.map(({ name }) => name)
}

/** Frees the checks of workers that died, of every organization; answers how many. Their attempts count. */
export async function releaseChecksOf(db: Db, workers: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update checks set claimed_by = null where state = 'queued' and claimed_by = any(${workers}::text[])
  `.execute(db)
  return Number(numAffectedRows ?? 0)
}

/**
 * Frees the checks that these workers claimed and are not `running`: an error left them, such as a database that was away.
 * What was claimed a moment ago may not have begun. Of every organization; the attempt that was counted is taken back.
 */
export async function releaseChecksLeft(
  db: Db,
  workers: readonly string[],
  running: readonly CheckId[],
): Promise<void> {
  await sql`
    update checks set claimed_by = null, attempts = greatest(attempts - 1, 0)
    where state = 'queued' and claimed_by = any(${workers}::text[]) and id <> all(${running}::uuid[])
      and claimed_at < now() - make_interval(secs => ${MIN_CLAIMED_SECONDS})
  `.execute(db)
}

/** How many more checks are due, of every organization, than jobs are there to do them. */
export async function countMissingJobs(db: Db): Promise<number> {
  const { rows } = await sql<{ missing: number }>`
    select (
      (select count(*) from checks
       where state = 'queued' and claimed_by is null and due_at <= now() and attempts < ${MAX_ATTEMPTS})
      - (select count(*) from graphile_worker.jobs
         where task_identifier = 'run_check' and attempts < max_attempts and run_at <= now())
    )::integer as missing
  `.execute(db)
  return Math.max(0, rows[0]?.missing ?? 0)
}
