/** Takes the bytes of an announced upload. */
import { type TxContext, withTransaction } from '../../context.ts'
import { findOwnFirst, withinOrganization } from '../../db/reach.ts'
import { AppError } from '../../lib/errors.ts'
import type { EvidenceId } from '../../lib/ids.ts'
import { requireNotClosing } from '../organizations/closing.ts'
import { API_FORMATS, normalizeFile } from './normalize.ts'
import { type EvidenceRow, findEvidenceById, markEvidenceArrived } from './queries.ts'
import { countStored, requireRoom } from './quota.ts'
import { orRemove, sealFile } from './store.ts'

/**
 * Takes the bytes of an announced upload, whose signature the caller has checked. Throws `signature_invalid` when
 * type or length differ from what was announced, `conflict` when the bytes came before, `upload_quota_exceeded`, `image_invalid`, and
 * `organization_closing` when the organization is to be deleted.
 */
export async function receiveUpload(
  ctx: TxContext,
  id: EvidenceId,
  upload: { contentType: string | undefined; bytes: Buffer },
): Promise<void> {
  const row = await findOwnFirst(() => findEvidenceById(ctx.db, id))
  if (!row) throw new AppError('not_found', { message: 'There is no such file' })
  await withinOrganization(row.organizationId, () => takeUpload(ctx, row, upload))
}

async function takeUpload(
  ctx: TxContext,
  row: EvidenceRow,
  upload: { contentType: string | undefined; bytes: Buffer },
): Promise<void> {
  const { id } = row
  if (row.state !== 'awaiting') throw cameBefore()
  requireAnnounced(row, upload)
  await requireNotClosing(ctx, row.organizationId)
  await requireRoom(ctx, row, upload.bytes.byteLength)
  const pdf = row.sessionId !== null && row.contentType === 'application/pdf'
  const file = await normalizeFile(ctx, row.organizationId, upload.bytes, { formats: API_FORMATS, pdf })
  const stored = await sealFile(ctx, row.organizationId, { id, dataKeyId: row.dataKeyId, file })
  // Of two uploads at once one is kept: each has written to a place of its own, and the row names the first.
  const state = row.sessionId ? ('received' as const) : ('stored' as const)
  await orRemove(ctx, stored.blobKey, () =>
    withTransaction(ctx, async (tx) => {
      if (!(await markEvidenceArrived(tx.db, row.organizationId, id, { ...stored, state }))) throw cameBefore()
      await countStored(tx, row, stored.sizeBytes)
    }),
  )
}

function requireAnnounced(
  { contentType, sizeBytes }: EvidenceRow,
  upload: { contentType: string | undefined; bytes: Buffer },
): void {
  const isSize = sizeBytes === 0 || upload.bytes.byteLength === sizeBytes
  if (upload.contentType === contentType && isSize) return
  const size = sizeBytes === 0 ? '' : ` exactly ${sizeBytes} bytes`
  throw new AppError('signature_invalid', {
    message: `The upload must be${size} with Content-Type ${contentType}, as announced`,
  })
}

function cameBefore(): AppError {
  return new AppError('conflict', { message: 'This file was uploaded already' })
}
