/** Submits a session: one transaction makes it SUBMITTED and queues the check of each step. */
import { type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import type { EvidenceId } from '../../lib/ids.ts'
import type { ApplicantActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { enqueueStepCheck } from '../checks/enqueue-step.ts'
import { listEvidence } from '../evidence/list.ts'
import { askedSlots, checkOf, slotsOf } from '../workflows/catalogue.ts'
import { requireOpenSession } from './hosted.ts'
import { lockSession, type SessionRow, updateSession } from './queries.ts'

/** From where the applicant submits; kept in the record's `meta_data`. */
export interface Submission {
  readonly ip: string
  readonly device: string
  readonly browser: string
}

/** Submits; throws `conflict` when a required picture is missing, or when it was submitted before (of two, one wins). */
export async function submitSession(ctx: TxContext, actor: ApplicantActor, submission: Submission): Promise<void> {
  const { organizationId, sessionId } = actor
  await withTransaction(ctx, async (tx) => {
    const session = await lockSession(tx.db, organizationId, sessionId)
    if (!session) throw new AppError('not_found')
    requireOpenSession(session, ctx.clock.nowMs())
    const evidence = new Map((await listEvidence(tx, organizationId, sessionId)).map(({ slot, id }) => [slot, id]))
    requireComplete(session, evidence)

    const at = nowDate(ctx.clock)
    await updateSession(tx.db, organizationId, sessionId, {
      status: 'SUBMITTED',
      progress: 'COMPLETED',
      submittedAt: at,
      metaData: {
        ...session.metaData,
        applicantSubmissionIp: submission.ip,
        applicantSubmissionDevice: submission.device,
        applicantSubmissionBrowser: submission.browser,
        ...(session.consentAt && { applicantViewTime: session.consentAt.toISOString() }),
      },
      updatedAt: at,
    })
    for (const step of session.steps) {
      const given = slotsOf(step).flatMap(({ slot }) => [[slot, evidence.get(slot)] as const])
      const known = given.filter((entry): entry is readonly [string, EvidenceId] => entry[1] !== undefined)
      await enqueueStepCheck(tx, session, { id: step.id, kind: checkOf(step), evidence: Object.fromEntries(known) })
    }
    await recordAudit(tx, actor, { action: 'session.submit', targetId: sessionId })
  })
}

function requireComplete(session: SessionRow, evidence: ReadonlyMap<string, EvidenceId>): void {
  const missing = askedSlots(session.steps)
    .flatMap(({ slots }) => slots)
    .filter(({ slot, required }) => required && !evidence.has(slot))
  if (missing.length === 0) return
  const hints: Hint[] = missing.map(({ slot }) => ({ code: 'missing', path: [slot], message: `Upload ${slot} first` }))
  const names = missing.map(({ slot }) => slot).join(', ')
  throw new AppError('conflict', { message: `Pictures are missing: ${names}`, hints })
}
