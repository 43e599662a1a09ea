/** SQL of the sessions whose applicants are to be reminded. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'

export interface DueReminder {
  readonly id: SessionId
  readonly organizationId: OrganizationId
  /** Until the next one. */
  readonly afterHours: number
}

/** Open sessions of every organization that are due, the longest due first; those of a workflow that reminds nobody any more have kept its version. */
export function listDueReminders(db: Db, now: Date, most: number): Promise<DueReminder[]> {
  return db
    .selectFrom('sessions')
    .innerJoin('workflowVersions', 'workflowVersions.id', 'sessions.workflowVersionId')
    .select([
      'sessions.id',
      'sessions.organizationId',
      sql<number>`(workflow_versions.reminder ->> 'afterHours')::integer`.as('afterHours'),
    ])
    .where('sessions.status', '=', 'PENDING')
    .where('sessions.remindAt', '<=', now)
    .where((eb) => eb.or([eb('sessions.expiresAt', 'is', null), eb('sessions.expiresAt', '>', now)]))
    .orderBy('sessions.remindAt')
    .limit(most)
    .execute()
}
