/** SQL of the end of an organization's pictures and data keys. */
import type { Db } from '../../db/database.ts'
import type { DataKeyId, EvidenceId, OrganizationId } from '../../lib/ids.ts'

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

/** Takes what the data keys of these ids wrap; the rows stay as a proof. */
export async function destroyDataKeyRows(
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

/** The same for every data key of the organization that is left. */
export async function destroyOtherDataKeyRows(tx: Db, organizationId: OrganizationId, at: Date): Promise<void> {
  await tx
    .updateTable('dataKeys')
    .set({ wrappedKey: null, destroyedAt: at })
    .where('organizationId', '=', organizationId)
    .where('destroyedAt', 'is', null)
    .execute()
}

/** Locks a picture that was not erased yet; undefined when it was. */
export function lockUnerased(tx: Db, organizationId: OrganizationId, id: EvidenceId) {
  return tx
    .selectFrom('evidence')
    .select(['state', 'sizeBytes', 'blobKey'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('state', '<>', 'erased')
    .forUpdate()
    .executeTakeFirst()
}

/** Marks a picture erased; its row stays. */
export async function markErased(tx: Db, organizationId: OrganizationId, id: EvidenceId): Promise<void> {
  await tx
    .updateTable('evidence')
    .set({ state: 'erased' })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}
