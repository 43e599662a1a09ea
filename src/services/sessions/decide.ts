/** Takes a reviewer's decision over a session: verified, rejected or voided by hand. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { SessionStatus } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { type ApiKeyActor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { settleWork } from '../billing/tokens.ts'
import { listChecks } from '../checks/list.ts'
import { refuseFixture } from '../sandbox/fixtures.ts'
import { describeSession, getOwnSession, type RetrievedSession } from './get.ts'
import { insertDecision, lockSession, type SessionRow, updateSession } from './queries.ts'
import { isReviewable, type ReviewOutcome, statusAt } from './status.ts'

/**
 * Decides a session by hand, keeps who did, and answers the session. Throws `conflict` with `current_status` when its status does not allow
 * it, when a check is still running (voiding is always allowed then), and for the later of two that decide at once;
 * `not_found`, `access_denied`. Voiding settles what ran and releases the rest of the hold. Audited.
 */
export async function decideSession(
  ctx: TxContext,
  actor: ApiKeyActor,
  id: string,
  outcome: ReviewOutcome,
): Promise<RetrievedSession> {
  requireScope(actor, 'sessions:write')
  refuseFixture(actor, id)
  const seen = await getOwnSession(ctx, actor, id)
  await withTransaction(ctx, async (tx) => {
    const session = await lockSession(tx.db, actor.organizationId, seen.id)
    if (!session) throw new AppError('not_found')
    const status = statusAt(session, ctx.clock.nowMs())
    // Whoever decides has one status in mind: when another decision came first, this one is void.
    if (status !== statusAt(seen, ctx.clock.nowMs()) || !isReviewable(status, outcome))
      throw toConflict(status, outcome)
    await closeChecks(tx, session, outcome)

    const at = nowDate(ctx.clock)
    const { organizationId, id: sessionId } = session
    await updateSession(tx.db, organizationId, sessionId, { status: outcome, decidedAt: at, updatedAt: at })
    await insertDecision(tx.db, {
      id: newId(),
      organizationId,
      sessionId,
      outcome,
      source: 'api_key',
      actorId: actor.apiKeyId,
      reasons: [],
      createdAt: at,
    })
    await recordAudit(tx, actor, { action: 'session.review', targetId: sessionId, details: { from: status, outcome } })
  })
  return describeSession(ctx, await getOwnSession(ctx, actor, id))
}

/** A decision waits for the checks; voiding does not, and pays for those that were done. */
async function closeChecks(tx: TxContext, session: SessionRow, outcome: ReviewOutcome): Promise<void> {
  const { organizationId, id, holdId } = session
  const checks = await listChecks(tx, organizationId, id)
  if (outcome !== 'VOIDED' && checks.some(({ state }) => state === 'queued')) {
    throw new AppError('conflict', {
      message: 'A check of this session is still running: it can be voided, and decided when the check has ended',
      details: { current_status: session.status },
    })
  }
  if (outcome !== 'VOIDED' || !holdId) return
  const ran = checks.flatMap(({ state, step }) => (state === 'done' && step ? [step] : []))
  await settleWork(tx, { id: holdId, organizationId }, ran)
}

function toConflict(status: SessionStatus, outcome: ReviewOutcome): AppError {
  const message = `This session is ${status} and cannot become ${outcome}`
  return new AppError('conflict', { message, details: { current_status: status } })
}
