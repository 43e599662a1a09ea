/** Reads evidence back, opened. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst, withinOrganization } from '../../db/reach.ts'
import { unseal } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'
import { type EvidenceId, isUuid } from '../../lib/ids.ts'
import { type ApiKeyActor, requireOwner, requireScope } from '../actor.ts'
import { openDataKey } from './data-keys.ts'
import { type EvidenceRow, findEvidenceById } from './queries.ts'
import { sealContext } from './store.ts'

/**
 * The picture of a piece of evidence; throws `not_found` when there is none or it was erased. One that is on record and whose
 * bytes are not there or damaged is a fault, `file_lost`, and so is a store that is away, `files_unavailable`.
 */
export async function readEvidence(
  ctx: TxContext,
  id: EvidenceId,
): Promise<{ bytes: Buffer; contentType: string; row: EvidenceRow }> {
  const { row, dataKey } = await openEvidence(ctx, id)
  const sealed = await getSealed(ctx, row)
  try {
    return { bytes: unseal(dataKey, sealed, sealContext(id)), contentType: row.contentType, row }
  } catch (cause) {
    throw new AppError('file_lost', { cause })
  }
}

async function openEvidence(ctx: TxContext, id: EvidenceId): Promise<{ row: EvidenceRow; dataKey: Buffer }> {
  const row = await findOwnFirst(() => findEvidenceById(ctx.db, id))
  if (!row || row.state === 'awaiting' || row.state === 'erased') {
    throw new AppError('not_found', { message: 'There is no such file' })
  }
  const { organizationId, dataKeyId } = row
  const dataKey = await withinOrganization(organizationId, () => openDataKey(ctx, organizationId, dataKeyId))
  return { row, dataKey }
}

/** Bytes may be erased between our look at the row and at them: a second look tells that from bytes that are lost. */
async function getSealed(ctx: TxContext, { id, blobKey }: EvidenceRow): Promise<Buffer> {
  try {
    return await ctx.blobs.get(blobKey)
  } catch (error) {
    await openEvidence(ctx, id)
    throw error
  }
}

/**
 * The stored evidence that a `fileKey` names; throws `validation_failed` for what is not a fileKey or has no bytes
 * yet, `not_found`, `access_denied` for another organization's, and `scope_missing` for an applicant's without
 * applicants:read.
 */
export async function getEvidenceOfFileKey(ctx: TxContext, actor: ApiKeyActor, fileKey: string): Promise<EvidenceRow> {
  const row = isUuid(fileKey) ? await findOwnFirst(() => findEvidenceById(ctx.db, fileKey as EvidenceId)) : undefined
  if (!row || row.state === 'erased') throw new AppError('not_found', { message: `There is no file ${fileKey}` })
  requireOwner(actor, row)
  // What a check tells of an applicant's picture is the applicant's data.
  if (row.sessionId) requireScope(actor, 'applicants:read')
  if (row.state === 'awaiting') {
    throw new AppError('conflict', { message: `Nothing was uploaded to the file ${fileKey} yet` })
  }
  return row
}
