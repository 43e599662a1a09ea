/** SQL of an organization's end. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ApplicantId, DataKeyId, EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'

/** From when on an organization is erased. */
export async function findDeletionDue(db: Db, id: OrganizationId): Promise<Date | null | undefined> {
  const row = await db.selectFrom('organizations').select('deletionDueAt').where('id', '=', id).executeTakeFirst()
  return row?.deletionDueAt
}

/** The same; whoever would change it waits until the transaction ends. */
export async function shareDeletionDue(tx: Db, id: OrganizationId): Promise<Date | null | undefined> {
  const row = await tx
    .selectFrom('organizations')
    .select('deletionDueAt')
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
  return row?.deletionDueAt
}

/** Locks the organization's row until the transaction ends and answers how far its end has come. */
export function lockDeletion(tx: Db, id: OrganizationId) {
  return tx
    .selectFrom('organizations')
    .select(['name', 'status', 'deletionDueAt'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Sets from when on the organization is erased, or takes that back; the trigger tells every node. */
export async function updateDeletionDue(tx: Db, id: OrganizationId, deletionDueAt: Date | null): Promise<void> {
  await tx.updateTable('organizations').set({ deletionDueAt }).where('id', '=', id).execute()
}

/** Organizations whose time is over and that are not erased to the end, the first that was due first. */
export async function listOrganizationsToErase(db: Db, now: Date): Promise<OrganizationId[]> {
  const rows = await db
    .selectFrom('organizations')
    .select('id')
    .where('deletionDueAt', '<=', now)
    .where('status', '<>', 'deleted')
    .orderBy('deletionDueAt')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Marks that there is no way back, and takes everybody off the team: nobody sees what is half erased. Keys forget which
 * other replaced them, so that they can go in any order.
 */
export async function updateToErasing(tx: Db, id: OrganizationId): Promise<void> {
  await tx.updateTable('organizations').set({ status: 'erasing' }).where('id', '=', id).execute()
  await tx.deleteFrom('invitations').where('organizationId', '=', id).execute()
  await tx.deleteFrom('members').where('organizationId', '=', id).execute()
  await tx
    .updateTable('authSessions')
    .set({ activeOrganizationId: null })
    .where('activeOrganizationId', '=', id)
    .execute()
  await tx
    .updateTable('apiKeys')
    .set({ replacedBy: null })
    .where('organizationId', '=', id)
    .where('replacedBy', 'is not', null)
    .execute()
}

/** Leaves the tombstone: the name by which the books are found; the word for URLs is free again. */
export async function updateToDeleted(tx: Db, id: OrganizationId): Promise<void> {
  await tx
    .updateTable('organizations')
    .set({ status: 'deleted', slug: id, logo: null, metadata: null })
    .where('id', '=', id)
    .execute()
}

/** At most `most` pictures of an organization, erased ones included: bytes of theirs may be left over by a crash. */
export function listPictures(db: Db, organizationId: OrganizationId, most: number) {
  return db
    .selectFrom('evidence')
    .select(['id', 'dataKeyId', 'blobKey'])
    .where('organizationId', '=', organizationId)
    .limit(most)
    .execute()
}

/** Removes the rows of pictures. */
export async function deletePictures(
  tx: Db,
  organizationId: OrganizationId,
  ids: readonly EvidenceId[],
): Promise<void> {
  await tx.deleteFrom('evidence').where('organizationId', '=', organizationId).where('id', 'in', ids).execute()
}

/** Destroys data keys: what was sealed with them can never be opened again, in whatever copy. */
export async function destroyDataKeys(
  tx: Db,
  organizationId: OrganizationId,
  ids: readonly DataKeyId[],
  at: Date,
): Promise<void> {
  await tx
    .updateTable('dataKeys')
    .set({ wrappedKey: null, destroyedAt: at })
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .where('destroyedAt', 'is', null)
    .execute()
}

/** Destroys the keys that nothing refers to, left over by crashes. Reads the whole table, so once at the very end. */
export async function destroyOtherDataKeys(tx: Db, organizationId: OrganizationId, at: Date): Promise<void> {
  await tx
    .updateTable('dataKeys')
    .set({ wrappedKey: null, destroyedAt: at })
    .where('organizationId', '=', organizationId)
    .where('destroyedAt', 'is', null)
    .execute()
}

/** Removes at most `most` sessions with their decisions and claims; answers how many. */
export async function deleteSessions(tx: Db, organizationId: OrganizationId, most: number): Promise<number> {
  const rows = await tx
    .selectFrom('sessions')
    .select('id')
    .where('organizationId', '=', organizationId)
    .limit(most)
    .execute()
  const ids: SessionId[] = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  for (const table of ['decisions', 'reviewClaims'] as const) {
    await tx.deleteFrom(table).where('organizationId', '=', organizationId).where('sessionId', 'in', ids).execute()
  }
  await tx.deleteFrom('sessions').where('organizationId', '=', organizationId).where('id', 'in', ids).execute()
  return ids.length
}

/** At most `most` applicants of an organization, each with the key of its pictures. */
export function listApplicantKeys(db: Db, organizationId: OrganizationId, most: number) {
  return db
    .selectFrom('applicants')
    .select(['id', 'dataKeyId'])
    .where('organizationId', '=', organizationId)
    .limit(most)
    .execute()
}

/** Removes applicants. */
export async function deleteApplicants(
  tx: Db,
  organizationId: OrganizationId,
  ids: readonly ApplicantId[],
): Promise<void> {
  await tx.deleteFrom('applicants').where('organizationId', '=', organizationId).where('id', 'in', ids).execute()
}

/** Tables that are emptied without further thought, in an order that their references allow. */
export const PLAIN_TABLES = [
  'workflow_versions',
  'workflows',
  'api_keys',
  'request_logs',
  'request_usage',
  'request_latencies',
  'request_peaks',
  'request_seconds',
  'request_counts',
  'idempotency_keys',
] as const

/** All tables of which nothing is left of an erased organization. */
export const ERASED_TABLES = [
  'invitations',
  'members',
  'checks',
  'evidence',
  'review_claims',
  'decisions',
  'sessions',
  'applicants',
  ...PLAIN_TABLES,
] as const

/** Removes at most `most` of an organization's rows from a table; answers how many. */
export async function deleteRows(
  tx: Db,
  table: (typeof PLAIN_TABLES)[number],
  organizationId: OrganizationId,
  most: number,
): Promise<number> {
  const rows = sql.table(table)
  const result = await sql`
    delete from ${rows} where organization_id = ${organizationId}
      and ctid = any(array(select ctid from ${rows} where organization_id = ${organizationId} limit ${most}))
  `.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Whether a table still has a row of the organization. */
export async function hasRows(
  db: Db,
  table: (typeof ERASED_TABLES)[number],
  organizationId: OrganizationId,
): Promise<boolean> {
  const result = await sql`select from ${sql.table(table)} where organization_id = ${organizationId} limit 1`.execute(
    db,
  )
  return result.rows.length > 0
}
