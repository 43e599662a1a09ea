/** Announces uploads of direct calls: each gets a URL that takes exactly the bytes that were announced. */
import { SIGNED_URL_LIFE_MS, signFileUrl } from '../../blobs/signed-url.ts'
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type EvidenceId, newId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { requireNotClosing } from '../organizations/closing.ts'
import { createDataKey } from './data-keys.ts'
import { API_FORMATS, normalizeImage } from './normalize.ts'
import { findEvidenceById, insertAwaitingEvidence, markEvidenceStored } from './queries.ts'
import { blobKeyOf, sealPicture, toStoredPicture } from './store.ts'

/** One upload URL per announced file, in the same order; each lives 15 minutes. */
export function presignUploads(
  ctx: TxContext,
  actor: ApiKeyActor,
  files: ReadonlyArray<{ contentType: string; byteLength: number }>,
): Promise<Array<{ uploadUrl: string; fileKey: EvidenceId }>> {
  requireScope(actor, 'checks:write')
  const { organizationId, environment } = actor
  return withTransaction(ctx, async (tx) => {
    const uploads = []
    for (const file of files) {
      const id = newId<EvidenceId>()
      await insertAwaitingEvidence(tx.db, {
        id,
        organizationId,
        environment,
        dataKeyId: await createDataKey(tx, organizationId),
        contentType: file.contentType,
        sizeBytes: file.byteLength,
        blobKey: blobKeyOf(id),
        createdAt: nowDate(ctx.clock),
      })
      const expiresAtMs = ctx.clock.nowMs() + SIGNED_URL_LIFE_MS
      const signed = { fileKey: id, operation: 'put' as const, expiresAtMs }
      uploads.push({ uploadUrl: signFileUrl(ctx.keyring.signing, ctx.config.http.baseUrl, signed), fileKey: id })
    }
    return uploads
  })
}

/**
 * Takes the bytes of an announced upload, whose signature the caller has checked. Throws `signature_invalid` when
 * type or length differ from what was announced, `conflict` when the bytes came before, `image_invalid`, and
 * `organization_closing` when the organization is to be deleted.
 */
export async function receiveUpload(
  ctx: TxContext,
  id: EvidenceId,
  upload: { contentType: string | undefined; bytes: Buffer },
): Promise<void> {
  const row = await findEvidenceById(ctx.db, id)
  if (!row) throw new AppError('not_found', { message: 'There is no such file' })
  if (row.state !== 'awaiting') throw new AppError('conflict', { message: 'This file was uploaded already' })
  if (upload.contentType !== row.contentType || upload.bytes.byteLength !== row.sizeBytes) {
    throw new AppError('signature_invalid', {
      message: `The upload must be exactly ${row.sizeBytes} bytes with Content-Type ${row.contentType}, as announced`,
    })
  }
  await requireNotClosing(ctx, row.organizationId)
  const image = await normalizeImage(upload.bytes, API_FORMATS)
  await withTransaction(ctx, async (tx) => {
    // The row is claimed before the bytes are written: of two uploads at once, what is kept is what is remembered.
    const first = await markEvidenceStored(tx.db, row.organizationId, id, toStoredPicture(tx, image))
    if (!first) throw new AppError('conflict', { message: 'This file was uploaded already' })
    await sealPicture(tx, row.organizationId, { id, dataKeyId: row.dataKeyId, image })
  })
}
