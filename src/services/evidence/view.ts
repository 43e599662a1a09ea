/** Shows a picture to a member, and remembers that they saw it. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import { AppError } from '../../lib/errors.ts'
import { type EvidenceId, isUuid } from '../../lib/ids.ts'
import { type MemberActor, requireOwner, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { findEvidenceById } from './queries.ts'
import { readEvidence } from './read.ts'

/**
 * The opened picture, after the audit row of this very view is written: no row, no picture. Throws `scope_missing`
 * without applicants:read, `not_found`, `access_denied` for another organization's, `evidence_erased`.
 */
export async function viewEvidence(
  ctx: TxContext,
  actor: MemberActor,
  id: string,
): Promise<{ bytes: Buffer; contentType: string }> {
  requireScope(actor, 'applicants:read')
  const row = isUuid(id) ? await findOwnFirst(() => findEvidenceById(ctx.db, id as EvidenceId)) : undefined
  if (!row || row.state === 'awaiting') throw new AppError('not_found', { message: `There is no picture ${id}` })
  requireOwner(actor, row)
  if (row.state === 'erased') throw new AppError('evidence_erased')
  const { bytes, contentType } = await readUnlessErased(ctx, row.id)
  const { sessionId, slot } = row
  const details = { ...(sessionId && { sessionId }), ...(slot && { slot }) }
  await recordAudit(ctx, actor, { action: 'evidence.view', targetId: row.id, details })
  return { bytes, contentType }
}

/** The key of a picture may be destroyed before its row says so, or between our two looks. */
async function readUnlessErased(ctx: TxContext, id: EvidenceId): Promise<{ bytes: Buffer; contentType: string }> {
  try {
    return await readEvidence(ctx, id)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    throw new AppError('evidence_erased', { cause: error })
  }
}
