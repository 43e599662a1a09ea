/** Announces uploads: each gets a URL that takes exactly what was announced. */
import { SIGNED_URL_LIFE_MS, signFileUrl } from '../../blobs/signed-url.ts'
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { type DataKeyId, type EvidenceId, newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { createDataKey } from './data-keys.ts'
import { insertAwaitingEvidence } from './queries.ts'
import { newBlobKey, type SessionOwner } from './store.ts'

/** One upload URL per announced file, in the same order; each lives 15 minutes. */
export function presignUploads(
  ctx: TxContext,
  actor: ApiKeyActor,
  files: ReadonlyArray<{ contentType: string; byteLength: number }>,
): Promise<Array<{ uploadUrl: string; fileKey: EvidenceId }>> {
  requireScope(actor, 'checks:write')
  const { organizationId } = actor
  return withTransaction(ctx, async (tx) => {
    const uploads = []
    for (const { contentType, byteLength: sizeBytes } of files) {
      const dataKeyId = await createDataKey(tx, organizationId)
      uploads.push(await announce(tx, actor, { dataKeyId, contentType, sizeBytes }))
    }
    return uploads
  })
}

/** The same for slots of a session, under its applicant's data key; any size up to the limit is taken. */
export function presignSessionUploads(
  ctx: TxContext,
  owner: SessionOwner,
  files: ReadonlyArray<{ slot: string; contentType: string }>,
): Promise<Array<{ uploadUrl: string; fileKey: EvidenceId }>> {
  const { dataKeyId, sessionId } = owner
  return withTransaction(ctx, async (tx) => {
    const uploads = []
    for (const { slot, contentType } of files) {
      uploads.push(await announce(tx, owner, { dataKeyId, contentType, sizeBytes: 0, sessionId, slot }))
    }
    return uploads
  })
}

interface Announced {
  readonly dataKeyId: DataKeyId
  readonly contentType: string
  readonly sizeBytes: number
  readonly sessionId?: SessionId
  readonly slot?: string
}

async function announce(
  tx: TxContext,
  { organizationId, environment }: { organizationId: OrganizationId; environment: SessionOwner['environment'] },
  announced: Announced,
): Promise<{ uploadUrl: string; fileKey: EvidenceId }> {
  const id = newId<EvidenceId>()
  const row = { id, organizationId, environment, blobKey: newBlobKey(id), createdAt: nowDate(tx.clock) }
  await insertAwaitingEvidence(tx.db, { ...row, ...announced })
  const signed = { fileKey: id, operation: 'put' as const, expiresAtMs: tx.clock.nowMs() + SIGNED_URL_LIFE_MS }
  return { uploadUrl: signFileUrl(tx.keyring.signing, tx.config.http.baseUrl, signed), fileKey: id }
}
