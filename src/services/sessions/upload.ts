/** Takes a picture from the applicant into a slot of their session. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApplicantActor } from '../actor.ts'
import { getDataKeyOfApplicant } from '../applicants/get.ts'
import { recordAudit } from '../audit/record.ts'
import { storeSessionEvidence } from '../evidence/store.ts'
import { askedSlots } from '../workflows/catalogue.ts'
import { requireOpenSession } from './hosted.ts'
import { lockSession, notifySessionChanged, type SessionRow } from './queries.ts'

/**
 * Stores a picture, replacing the one that was in the slot. Throws `conflict` before consent and after submission,
 * `not_found` for a slot that the session does not ask for, `image_invalid`.
 */
export async function uploadEvidence(
  ctx: TxContext,
  actor: ApplicantActor,
  session: SessionRow,
  input: { slot: string; bytes: Buffer },
): Promise<{ width: number; height: number }> {
  requireAsksFor(session, input.slot)
  requireReady(session, ctx.clock.nowMs())
  const dataKeyId = await getDataKeyOfApplicant(ctx, actor.organizationId, session.applicantId)
  const { organizationId, environment, sessionId } = actor
  return storeSessionEvidence(ctx, { organizationId, environment, sessionId, dataKeyId }, input, async (tx) => {
    const locked = await lockSession(tx.db, organizationId, sessionId)
    if (!locked) throw new AppError('not_found')
    requireReady(locked, ctx.clock.nowMs())
    await notifySessionChanged(tx.db, locked)
    await recordAudit(tx, actor, { action: 'evidence.store', targetId: sessionId, details: { slot: input.slot } })
  })
}

function requireReady(session: SessionRow, nowMs: number): void {
  requireOpenSession(session, nowMs)
  if (!session.consentAt) throw new AppError('conflict', { message: 'The applicant has not agreed yet' })
}

function requireAsksFor(session: SessionRow, slot: string): void {
  const slots = askedSlots(session.steps).flatMap((step) => step.slots.map((asked) => asked.slot))
  if (slots.includes(slot)) return
  throw new AppError('not_found', { message: `This session does not ask for ${slot}: it asks for ${slots.join(', ')}` })
}
