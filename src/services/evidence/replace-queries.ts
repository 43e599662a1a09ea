/** SQL of the files that take each other's place in a slot. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'

/**
 * Makes a file that a step is submitted with the current one of its slot; answers whether it is still there. Call after
 * `retireCurrent`, in the same transaction.
 */
export async function markSubmitted(
  tx: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  { id, at }: { id: EvidenceId; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('evidence')
    .set({ state: 'stored', submittedAt: at })
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('id', '=', id)
    .where('state', 'in', ['received', 'stored', 'superseded'])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Retires the current file of a slot, so that `by` can take its place: one that a step was submitted with is kept for
 * reviewers, any other is to be removed. Call inside a transaction, with the session locked.
 */
export async function retireCurrent(
  tx: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  { slot, by }: { slot: string; by: EvidenceId },
): Promise<void> {
  await tx
    .updateTable('evidence')
    .set({ state: sql`case when submitted_at is null then 'replaced' else 'superseded' end` })
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('slot', '=', slot)
    .where('state', '=', 'stored')
    .where('id', '<>', by)
    .execute()
}

/** Files of a session that are to be removed. */
export function listReplaced(db: Db, organizationId: OrganizationId, sessionId: SessionId, most: number) {
  return db
    .selectFrom('evidence')
    .select(['id', 'blobKey'])
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('state', '=', 'replaced')
    .limit(most)
    .execute()
}

/** Sessions, of every organization, that have files to be removed: our own job looks for what a crash left over. */
export function listSessionsWithReplaced(db: Db, most: number) {
  return db
    .selectFrom('evidence')
    .select(['organizationId', 'sessionId'])
    .distinct()
    .where('state', '=', 'replaced')
    .where('sessionId', 'is not', null)
    .limit(most)
    .$narrowType<{ sessionId: SessionId }>()
    .execute()
}

/** Removes rows of replaced files; answers how many bytes those had that were still there. */
export async function deleteReplaced(
  tx: Db,
  organizationId: OrganizationId,
  ids: readonly EvidenceId[],
): Promise<number> {
  const rows = await tx
    .deleteFrom('evidence')
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .where('state', '=', 'replaced')
    .returning('sizeBytes')
    .execute()
  return rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
