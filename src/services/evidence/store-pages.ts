/** Keeps the pictures of a file's pages beside it, for reviewers. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'
import { normalizeImage } from './normalize.ts'
import { findEvidenceById, supersedePages } from './queries.ts'
import { storeSessionEvidence } from './store.ts'

interface Checked {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly sessionId: SessionId | null
  readonly input: { readonly evidence: Readonly<Record<string, EvidenceId>> }
}

/**
 * Stores JPEGs by `SLOT/PAGE` under the data key of the file that they show; a second time they take the place of the
 * first. Those of a file that was given before are retired.
 */
export async function storePages(
  ctx: TxContext,
  { organizationId, environment, sessionId, input }: Checked,
  pages: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  if (!sessionId) return
  for (const slot of Object.keys(input.evidence)) {
    await withTransaction(ctx, (tx) => supersedePages(tx.db, organizationId, sessionId, slot))
  }
  for (const [slot, bytes] of Object.entries(pages)) {
    const source = input.evidence[slot.slice(0, slot.lastIndexOf('/'))]
    const row = source && (await findEvidenceById(ctx.db, source))
    if (!row) continue
    const file = await normalizeImage(ctx, organizationId, Buffer.from(bytes), ['jpeg'])
    const owner = { organizationId, environment, sessionId, dataKeyId: row.dataKeyId }
    await storeSessionEvidence(ctx, owner, { slot, file, isPage: true }, async () => undefined)
  }
}
