/** Data keys: evidence is sealed with one, and destroying it erases the evidence for good. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type DataKeyId, newId, type OrganizationId } from '../../lib/ids.ts'
import { newDataKey, sealSecret, unsealSecret } from '../../lib/keyring.ts'
import { deleteDataKeyRow, findDataKey, insertDataKey } from './queries.ts'

/** Makes a data key for an applicant, or for the pictures of one direct call. */
export async function createDataKey(ctx: TxContext, organizationId: OrganizationId): Promise<DataKeyId> {
  const id = newId<DataKeyId>()
  const { bytes, version } = sealSecret(ctx.keyring, newDataKey(), wrapContext(id))
  await insertDataKey(ctx.db, {
    id,
    organizationId,
    wrappedKey: bytes,
    masterVersion: version,
    createdAt: nowDate(ctx.clock),
  })
  return id
}

/** Opens a data key; throws `not_found` when it was destroyed. */
export async function openDataKey(ctx: TxContext, organizationId: OrganizationId, id: DataKeyId): Promise<Buffer> {
  const row = await findDataKey(ctx.db, organizationId, id)
  if (!row?.wrappedKey) throw new AppError('not_found', { message: 'The evidence was erased' })
  return unsealSecret(ctx.keyring, row.wrappedKey, row.masterVersion, wrapContext(id))
}

/** Removes a data key that nothing was sealed with. */
export async function discardDataKey(ctx: TxContext, organizationId: OrganizationId, id: DataKeyId): Promise<void> {
  await deleteDataKeyRow(ctx.db, organizationId, id)
}

function wrapContext(id: DataKeyId): string {
  return `data-key:${id}`
}
