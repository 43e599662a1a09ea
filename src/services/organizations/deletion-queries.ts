/** SQL of an organization's end. */
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../lib/ids.ts'

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

/** Organizations that are due and not completely erased, the longest due first. */
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

/** Marks that there is no way back. */
export async function updateToErasing(tx: Db, id: OrganizationId): Promise<void> {
  await tx.updateTable('organizations').set({ status: 'erasing' }).where('id', '=', id).execute()
}

/** Leaves the tombstone: the name by which the books are found; the word for URLs is free again. */
export async function updateToDeleted(tx: Db, id: OrganizationId): Promise<void> {
  await tx
    .updateTable('organizations')
    .set({ status: 'deleted', slug: id, logo: null, metadata: null, founderId: null })
    .where('id', '=', id)
    .execute()
}
