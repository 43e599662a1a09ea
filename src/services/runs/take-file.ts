/** Takes a file from the applicant's page into a slot of their session. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { slotsOf } from '../../steps/registry.ts'
import type { ApplicantActor } from '../actor.ts'
import { getDataKeyOfApplicant } from '../applicants/get.ts'
import { recordAudit } from '../audit/record.ts'
import { HOSTED_FORMATS, isPdf, normalizeFile, type SafeFile } from '../evidence/normalize.ts'
import { requireRoom } from '../evidence/quota.ts'
import { storeSessionEvidence } from '../evidence/store.ts'
import { announceChange, lockSessionRow } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { requireOpenRun } from './run.ts'

/**
 * Stores a file, replacing the one that was in the slot. Throws `conflict` before consent, `run_ended` after the end,
 * `not_found` for a slot that the session does not ask for, `upload_quota_exceeded`, `image_invalid`.
 */
export async function takeFile(
  ctx: TxContext,
  actor: ApplicantActor,
  session: SessionRow,
  input: { slot: string; bytes: Buffer },
): Promise<Pick<SafeFile, 'width' | 'height'>> {
  const takes = requireAsksFor(session, input.slot)
  requireReady(session, ctx.clock.nowMs())
  await requireRoom(ctx, actor, input.bytes.byteLength)
  const dataKeyId = await getDataKeyOfApplicant(ctx, actor.organizationId, session.applicantId)
  const { organizationId, environment, sessionId } = actor
  const pdf = takes === 'picture_or_pdf' && isPdf(input.bytes)
  const file = await normalizeFile(ctx, organizationId, input.bytes, { formats: HOSTED_FORMATS, pdf })
  const owner = { organizationId, environment, sessionId, dataKeyId }
  await storeSessionEvidence(ctx, owner, { slot: input.slot, file }, async (tx) => {
    const locked = await lockSessionRow(tx, session)
    requireReady(locked, ctx.clock.nowMs())
    await announceChange(tx, locked)
    await recordAudit(tx, actor, { action: 'evidence.store', targetId: sessionId, details: { slot: input.slot } })
  })
  const { width, height } = file
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
}

function requireReady(session: SessionRow, nowMs: number): void {
  requireOpenRun(session, nowMs)
  if (!session.consentAt) throw new AppError('conflict', { message: 'The applicant has not agreed yet' })
}

function requireAsksFor(session: SessionRow, slot: string): 'picture' | 'picture_or_pdf' {
  const slots = session.steps.flatMap(slotsOf)
  const asked = slots.find((known) => known.slot === slot)
  if (asked) return asked.takes
  const names = [...new Set(slots.map((known) => known.slot))].join(', ')
  throw new AppError('not_found', { message: `This session does not ask for ${slot}: it asks for ${names}` })
}
