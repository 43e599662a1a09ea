/** SQL of checks and their jobs. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { CheckId, HoldId, OrganizationId, SessionId } from '../../lib/ids.ts'
import type { CheckKind } from '../../steps/facts.ts'
import type { Check, CheckInput, CheckOutcome } from './check.ts'
import { CHECK_FINISHED_CHANNEL } from './finished-checks.ts'

/** A worker may die twice in the middle before a check is given up. */
const MAX_ATTEMPTS = 3

/** Adds a check, still to be done. */
export async function insertCheck(
  db: Db,
  row: {
    id: CheckId
    organizationId: OrganizationId
    environment: Environment
    sessionId: SessionId | null
    step: string | null
    kind: CheckKind
    input: CheckInput
    holdId: HoldId | null
    createdAt: Date
  },
): Promise<void> {
  await db
    .insertInto('checks')
    .values({ ...row, input: JSON.stringify(row.input) })
    .execute()
}

/**
 * Queues the job of a check, to be seen by the worker when the transaction commits and `delayMs` of the database's time
 * have passed; takes the place of the one that is there. Lower priority runs sooner.
 */
export async function addCheckJob(
  db: Db,
  { checkId, priority, delayMs = 0 }: { checkId: CheckId; priority: number; delayMs?: number },
): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      'run_check', json_build_object('checkId', ${checkId}::text),
      run_at => now() + make_interval(secs => ${delayMs / 1000}::double precision),
      priority => ${priority}::integer, max_attempts => ${MAX_ATTEMPTS}::integer, job_key => ${checkId}::text
    )
  `.execute(db)
}

/** Queues the job of each of an organization's checks that is still to be done, for now. */
export async function addJobsOfQueuedChecks(db: Db, organizationId: OrganizationId, priority: number): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      'run_check', json_build_object('checkId', id::text),
      priority => ${priority}::integer, max_attempts => ${MAX_ATTEMPTS}::integer, job_key => id::text
    ) from checks where organization_id = ${organizationId} and state = 'queued'
  `.execute(db)
}

/** Erases at most `most` checks of an organization with their jobs; answers how many. Call inside a transaction. */
export async function deleteChecks(tx: Db, organizationId: OrganizationId, most: number): Promise<number> {
  const { rows } = await sql<{ id: CheckId }>`
    delete from checks where organization_id = ${organizationId}
      and id in (select id from checks where organization_id = ${organizationId} limit ${most})
    returning id
  `.execute(tx)
  const ids = rows.map(({ id }) => id)
  await sql`select graphile_worker.remove_job(id::text) from unnest(${ids}::uuid[]) as erased (id)`.execute(tx)
  return ids.length
}

/** Finds a check by id alone, for the worker, which serves every organization. */
export async function findCheckById(db: Db, id: CheckId): Promise<Check | undefined> {
  const row = await db.selectFrom('checks').selectAll().where('id', '=', id).executeTakeFirst()
  return row as Check | undefined
}

/** The checks of a session, in the order of their steps' creation. */
export async function listSessionChecks(
  db: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
): Promise<Check[]> {
  const rows = await db
    .selectFrom('checks')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .orderBy('createdAt')
    .execute()
  return rows as Check[]
}

/** Ends a check, once: answers false when it had ended before, so that a repeated job records nothing twice. */
export async function finishCheckRow(
  db: Db,
  organizationId: OrganizationId,
  id: CheckId,
  outcome: CheckOutcome,
  finishedAt: Date,
): Promise<boolean> {
  const ended =
    'failureCode' in outcome
      ? { state: 'failed' as const, failureCode: outcome.failureCode }
      : { state: 'done' as const, result: JSON.stringify(outcome.result), models: JSON.stringify(outcome.models ?? {}) }
  const result = await db
    .updateTable('checks')
    .set({ ...ended, finishedAt })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Tells every node that a check ended, when the transaction commits. */
export async function notifyCheckFinished(db: Db, id: CheckId): Promise<void> {
  await sql`select pg_notify(${CHECK_FINISHED_CHANNEL}, ${id})`.execute(db)
}

/**
 * Checks that nobody will do any more: still queued, but their job is gone or out of attempts, since workers died in
 * the middle of each. Of every organization; our own job closes them. Oldest first.
 */
export async function listAbandonedChecks(db: Db, queuedBefore: Date, most: number): Promise<Check[]> {
  const result = await sql<{ id: CheckId }>`
    select checks.id from checks
    left join graphile_worker.jobs on jobs.key = checks.id::text
    where checks.state = 'queued' and checks.created_at < ${queuedBefore}
      and (jobs.id is null or (jobs.attempts >= jobs.max_attempts and jobs.locked_at is null))
    order by checks.created_at limit ${most}
  `.execute(db)
  const found = await Promise.all(result.rows.map(({ id }) => findCheckById(db, id)))
  return found.filter((check) => check !== undefined)
}
