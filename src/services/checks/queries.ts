/** SQL of checks. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { CheckId, HoldId, OrganizationId, SessionId } from '../../lib/ids.ts'
import type { CheckKind } from '../../steps/facts.ts'
import type { Check, CheckInput, CheckOutcome } from './check.ts'
import { MAX_ATTEMPTS } from './claim-queries.ts'
import { CHECK_FINISHED_CHANNEL } from './finished-checks.ts'

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
    /** Lower is sooner, among the checks of the organization. */
    priority: number
    createdAt: Date
  },
): Promise<void> {
  await db
    .insertInto('checks')
    .values({ ...row, input: JSON.stringify(row.input) })
    .execute()
}

/** Erases at most `most` checks of an organization; answers how many. Their jobs then find nothing to do. */
export async function deleteChecks(tx: Db, organizationId: OrganizationId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from checks where organization_id = ${organizationId}
      and id in (select id from checks where organization_id = ${organizationId} limit ${most})
  `.execute(tx)
  return Number(numAffectedRows ?? 0)
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
 * Checks that nobody will do any more: still queued, but begun as often as a check may be, and no worker is at it. Of
 * every organization; our own job closes them. Oldest first.
 */
export async function listAbandonedChecks(db: Db, queuedBefore: Date, most: number): Promise<Check[]> {
  const rows = await db
    .selectFrom('checks')
    .selectAll()
    .where('state', '=', 'queued')
    .where('createdAt', '<', queuedBefore)
    .where('attempts', '>=', MAX_ATTEMPTS)
    .where('claimedBy', 'is', null)
    .orderBy('createdAt')
    .limit(most)
    .execute()
  return rows as Check[]
}
