/** Stores a picture as evidence: made safe, sealed, remembered by hash. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { seal, sha256 } from '../../lib/crypto.ts'
import { type DataKeyId, type EvidenceId, newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import { createDataKey, openDataKey } from './data-keys.ts'
import { HOSTED_FORMATS, type NormalizedImage, normalizeImage } from './normalize.ts'
import { insertStoredEvidence, type StoredPicture, supersedeEvidence } from './queries.ts'

interface Owner {
  readonly organizationId: OrganizationId
  readonly environment: Environment
}

/** Stores a picture of a direct call under a data key of its own; the id is its `fileKey`. */
export async function storeDirectEvidence(ctx: TxContext, owner: Owner, image: NormalizedImage): Promise<EvidenceId> {
  const dataKeyId = await createDataKey(ctx, owner.organizationId)
  const id = newId<EvidenceId>()
  const picture = await sealPicture(ctx, owner.organizationId, { id, dataKeyId, image })
  const { organizationId, environment } = owner
  const row = { id, organizationId, environment, sessionId: null, dataKeyId, slot: null, blobKey: blobKeyOf(id) }
  await insertStoredEvidence(ctx.db, { ...row, ...picture, createdAt: picture.storedAt })
  return id
}

/**
 * Stores a picture in a slot of a session and retires the one that was there. `requireOpen` runs inside the
 * transaction and throws when the session does not take pictures any more.
 */
export async function storeSessionEvidence(
  ctx: TxContext,
  owner: Owner & { sessionId: SessionId; dataKeyId: DataKeyId },
  input: { slot: string; bytes: Buffer },
  requireOpen: (tx: TxContext) => Promise<void>,
): Promise<{ id: EvidenceId; width: number; height: number }> {
  const { organizationId, environment, sessionId, dataKeyId } = owner
  const image = await normalizeImage(input.bytes, HOSTED_FORMATS)
  const id = newId<EvidenceId>()
  const picture = await sealPicture(ctx, organizationId, { id, dataKeyId, image })
  await withTransaction(ctx, async (tx) => {
    await requireOpen(tx)
    await supersedeEvidence(tx.db, organizationId, sessionId, input.slot)
    const row = { id, organizationId, environment, sessionId, dataKeyId, slot: input.slot, blobKey: blobKeyOf(id) }
    await insertStoredEvidence(tx.db, { ...row, ...picture, createdAt: picture.storedAt })
  })
  return { id, width: picture.width, height: picture.height }
}

/** Seals a picture into the blob store; answers what its row says of it. */
export async function sealPicture(
  ctx: TxContext,
  organizationId: OrganizationId,
  input: { id: EvidenceId; dataKeyId: DataKeyId; image: NormalizedImage },
): Promise<StoredPicture> {
  const { id, dataKeyId, image } = input
  const dataKey = await openDataKey(ctx, organizationId, dataKeyId)
  await ctx.blobs.put(blobKeyOf(id), seal(dataKey, image.bytes, sealContext(id)))
  return toStoredPicture(ctx, image)
}

/** What the row of a picture says of it. */
export function toStoredPicture(ctx: Pick<TxContext, 'clock'>, image: NormalizedImage): StoredPicture {
  const { bytes, contentType, width, height } = image
  return {
    contentType,
    sizeBytes: bytes.byteLength,
    width,
    height,
    sha256: sha256(bytes),
    storedAt: nowDate(ctx.clock),
  }
}

/** The key of the blob that holds a piece of evidence. */
export function blobKeyOf(id: EvidenceId): string {
  return id
}

/** Binds sealed bytes to their row. */
export function sealContext(id: EvidenceId): string {
  return `evidence:${id}`
}
