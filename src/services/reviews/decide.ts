/** Takes a reviewer's decision over a session: verified, rejected or voided by hand. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { RejectionCode, SessionStatus } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { actorId, type EnvironmentActor, requireAnyScope, requireScope } from '../actor.ts'
import { refuseFixture } from '../fixture-ids.ts'
import { isBeingJudged } from '../runs/run.ts'
import { addDecision, lockSessionRow } from '../sessions/change.ts'
import { describeSession, getOwnSession } from '../sessions/get.ts'
import { toVisibleSession } from '../sessions/mask.ts'
import type { RetrievedSession } from '../sessions/retrieved-session.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { isReviewable, type ReviewOutcome, statusAt } from '../sessions/status.ts'
import { billableSteps, listSteps } from '../sessions/steps.ts'
import { transitionSession } from '../sessions/transition.ts'
import { endClaim, requireUnclaimed } from './claim.ts'
import { describeLastDecision } from './decisions.ts'

/** What a reviewer says besides the outcome. */
export interface ReviewWords {
  readonly reasonCode?: RejectionCode | undefined
  /** For other reviewers, never for the applicant; at most 2,000 characters. */
  readonly note?: string | undefined
  /** The status that the reviewer saw: when it is another by then, nothing is decided. */
  readonly from?: SessionStatus | undefined
}

/**
 * Decides a session by hand, keeps who did, and answers the session as the actor may see it. Throws `conflict` with `current_status` when its
 * status does not allow it, when a check is still running (voiding is always allowed then), for the later of two that
 * decide at once, and for a member while another member is reviewing it; `not_found`, `access_denied`. What ran is
 * settled and the rest of the hold released; the link of a pending session is closed. Audited, without the note.
 */
export async function decideSession(
  ctx: TxContext,
  actor: EnvironmentActor,
  id: string,
  outcome: ReviewOutcome,
  words: ReviewWords = {},
): Promise<RetrievedSession> {
  requireAnyScope(actor, outcome === 'VOIDED' ? ['sessions:write', 'sessions:decide'] : ['sessions:decide'])
  refuseFixture(actor, id)
  const seen = await getOwnSession(ctx, actor, id)
  const { reasonCode, note, from = statusAt(seen, ctx.clock.nowMs()) } = words
  await withTransaction(ctx, async (tx) => {
    const session = await lockSessionRow(tx, seen)
    const status = statusAt(session, ctx.clock.nowMs())
    // Whoever decides has one status in mind: when another decision came first, this one is void.
    if (status !== from || !isReviewable(actor, status, outcome)) throw await toConflict(tx, actor, session, outcome)
    // Whoever may send sessions may also call them back; once one is submitted, its end is a judgement.
    if (status !== 'PENDING') requireScope(actor, 'sessions:decide')
    await requireUnclaimed(tx, actor, session.id)
    const steps = await listSteps(tx, session)
    if (outcome !== 'VOIDED' && steps.some(isBeingJudged)) throw stillChecking(session)

    const at = nowDate(ctx.clock)
    await transitionSession(tx, actor, session, {
      to: outcome,
      change: { decidedAt: at, ...(outcome !== 'VOIDED' && { progress: 'COMPLETED' }) },
      audit: { action: 'session.review', details: { from: status, outcome, ...(reasonCode && { reasonCode }) } },
      ran: billableSteps(steps),
    })
    await addDecision(tx, session, {
      ...{ id: newId(), outcome, source: actor.kind, actorId: actorId(actor) },
      ...{ reasons: [], reasonCode, note, createdAt: at },
    })
    await endClaim(tx, session.organizationId, session.id)
  })
  return toVisibleSession(actor, await describeSession(ctx, await getOwnSession(ctx, actor, id)))
}

/** A decision waits for the checks; voiding does not, and pays for those that were done. */
function stillChecking({ status }: SessionRow): AppError {
  return new AppError('conflict', {
    message: 'A check of this session is still running: it can be voided, and decided when the check has ended',
    details: { current_status: status },
  })
}

/** A member is also told who was faster. */
async function toConflict(
  tx: TxContext,
  actor: EnvironmentActor,
  session: SessionRow,
  outcome: ReviewOutcome,
): Promise<AppError> {
  const status = statusAt(session, tx.clock.nowMs())
  const last = actor.kind === 'member' ? await describeLastDecision(tx, session) : undefined
  const message = last?.sentence ?? `This session is ${status} and cannot become ${outcome}`
  return new AppError('conflict', { message, details: { current_status: status, ...last?.details } })
}
