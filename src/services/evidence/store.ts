/** Stores files as evidence: made safe, sealed, remembered by hash. Bytes go to the blob store before any transaction. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { randomBase62, seal, sha256 } from '../../lib/crypto.ts'
import { type DataKeyId, type EvidenceId, newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import { createDataKey, openDataKey } from './data-keys.ts'
import type { SafeFile } from './normalize.ts'
import { insertStoredEvidence, type StoredFile } from './queries.ts'
import { countMade, countStored } from './quota.ts'
import { removeReplaced } from './remove-replaced.ts'
import { retireCurrent } from './replace-queries.ts'

export interface EvidenceOwner {
  readonly organizationId: OrganizationId
  readonly environment: Environment
}

export interface SessionOwner extends EvidenceOwner {
  readonly sessionId: SessionId
  readonly dataKeyId: DataKeyId
}

/**
 * Stores a picture of a direct call under a data key of its own; the id is its `fileKey`. Throws
 * `upload_quota_exceeded`.
 */
export async function storeDirectEvidence(ctx: TxContext, owner: EvidenceOwner, file: SafeFile): Promise<EvidenceId> {
  const dataKeyId = await createDataKey(ctx, owner.organizationId)
  const id = newId<EvidenceId>()
  const stored = await sealFile(ctx, owner.organizationId, { id, dataKeyId, file })
  const { organizationId, environment } = owner
  const row = { id, organizationId, environment, sessionId: null, dataKeyId, slot: null }
  await orRemove(ctx, stored.blobKey, () =>
    withTransaction(ctx, async (tx) => {
      await insertStoredEvidence(tx.db, { ...row, ...stored, createdAt: stored.storedAt })
      await countStored(tx, row, stored.sizeBytes)
    }),
  )
  return id
}

/**
 * Stores a file in a slot of a session in place of the one that was there, which is removed unless it was submitted.
 * `requireOpen` runs inside the transaction and throws when the session does not take files any more; then the bytes
 * are removed again, and so they are for `upload_quota_exceeded`.
 */
export async function storeSessionEvidence(
  ctx: TxContext,
  owner: SessionOwner,
  input: { slot: string; file: SafeFile; isPage?: boolean },
  requireOpen: (tx: TxContext) => Promise<void>,
): Promise<EvidenceId> {
  const { organizationId, environment, sessionId, dataKeyId } = owner
  const id = newId<EvidenceId>()
  const stored = await sealFile(ctx, organizationId, { id, dataKeyId, file: input.file })
  await orRemove(ctx, stored.blobKey, () =>
    withTransaction(ctx, async (tx) => {
      await requireOpen(tx)
      await retireCurrent(tx.db, organizationId, sessionId, { slot: input.slot, by: id })
      const row = { id, organizationId, environment, sessionId, dataKeyId, slot: input.slot }
      const createdAt = stored.storedAt
      await insertStoredEvidence(tx.db, {
        ...row,
        ...stored,
        createdAt,
        ...(input.isPage && { submittedAt: createdAt }),
      })
      await (input.isPage ? countMade : countStored)(tx, row, stored.sizeBytes)
    }),
  )
  await removeReplaced(ctx, organizationId, sessionId).catch((err: unknown) => {
    // The file is stored; what it replaced is removed by the job.
    ctx.log.warn({ err }, 'could not remove a replaced file')
  })
  return id
}

/** Seals a file into the blob store, in a place of its own; answers what its row says of it. */
export async function sealFile(
  ctx: TxContext,
  organizationId: OrganizationId,
  { id, dataKeyId, file }: { id: EvidenceId; dataKeyId: DataKeyId; file: SafeFile },
): Promise<StoredFile> {
  const dataKey = await openDataKey(ctx, organizationId, dataKeyId)
  const blobKey = newBlobKey(id)
  await ctx.blobs.put(blobKey, seal(dataKey, file.bytes, sealContext(id)))
  const { bytes, contentType, width, height } = file
  const size = { width: width ?? null, height: height ?? null, sizeBytes: bytes.byteLength }
  return { contentType, ...size, blobKey, sha256: sha256(bytes), storedAt: nowDate(ctx.clock) }
}

/** Does what makes sealed bytes count; when it throws, the bytes are removed, by the sweep when not at once. */
export async function orRemove<T>(ctx: TxContext, blobKey: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await ctx.blobs.delete(blobKey).catch((err: unknown) => ctx.log.warn({ err }, 'could not remove an orphaned file'))
    throw error
  }
}

/** Where the bytes of one upload of a piece of evidence are: two at once never write to one place. */
export function newBlobKey(id: EvidenceId): string {
  return `${id}-${randomBase62(8)}`
}

/** Binds sealed bytes to their row. */
export function sealContext(id: EvidenceId): string {
  return `evidence:${id}`
}
