/** Moves a submitted session on when one of its checks ended: waits for the others, or decides. */
import type { TxContext } from '../../context.ts'
import type { DecisionReason } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import type { SystemActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { settleWork } from '../billing/tokens.ts'
import type { Check } from '../checks/check.ts'
import { judgeStep } from '../checks/judge-step.ts'
import { combineJudgements, type Judgement, reason } from '../checks/judgement.ts'
import { listChecks } from '../checks/list.ts'
import { insertDecision, lockSession, notifySessionChanged, type SessionRow, updateSession } from './queries.ts'

/**
 * Decides a session whose checks have all ended: decision, settlement and audit row in the caller's transaction.
 * Does nothing while a check is still to be done, or when the session is not SUBMITTED any more.
 */
export async function advanceSession(
  tx: TxContext,
  organizationId: OrganizationId,
  sessionId: SessionId,
): Promise<void> {
  const session = await lockSession(tx.db, organizationId, sessionId)
  if (session?.status !== 'SUBMITTED') return
  await notifySessionChanged(tx.db, session)
  const checks = await listChecks(tx, organizationId, sessionId)
  if (checks.some((check) => check.state === 'queued')) return

  const judgement = combineJudgements(checks.map((check) => judgeCheck(tx, session, check)))
  await recordDecision(tx, session, judgement)
  if (session.holdId) {
    const done = session.steps.filter((step) =>
      checks.some(({ step: id, state }) => id === step.id && state === 'done'),
    )
    const ran = done.map(({ id }) => id)
    await settleWork(tx, { id: session.holdId, organizationId }, ran)
  }
}

function judgeCheck(tx: TxContext, session: SessionRow, check: Check): Judgement {
  const step = session.steps.find(({ id }) => id === check.step)
  if (check.state === 'failed' || !step || !session.submittedAt) {
    const detail = `The check of step ${check.step} could not be completed (${check.failureCode ?? 'unknown'}).`
    return { outcome: 'SUBMITTED', reasons: [reason('CHECK_FAILED', 'HIGH', detail)] }
  }
  const { faceMatchThreshold, faceReviewThreshold } = tx.config.vision
  return judgeStep(step, check.result, {
    person: session,
    today: session.submittedAt.toISOString().slice(0, 10),
    thresholds: { match: faceMatchThreshold, review: faceReviewThreshold },
    isAgeProven: session.steps.some(({ id }) => id === 'ID_VERIFICATION'),
  })
}

async function recordDecision(tx: TxContext, session: SessionRow, judgement: Judgement): Promise<void> {
  const { outcome, reasons } = judgement
  const { id: sessionId, organizationId } = session
  const at = nowDate(tx.clock)
  const decided = outcome !== 'SUBMITTED'
  await updateSession(tx.db, organizationId, sessionId, {
    status: outcome,
    decisionReasons: reasons,
    ...(decided && { decidedAt: at, decisionSource: outcome === 'VERIFIED' ? 'AUTO_APPROVE' : 'DECLINED' }),
    ...(outcome === 'REJECTED' && { metaData: { ...session.metaData, declinedData: declinedData(reasons, at) } }),
    updatedAt: at,
  })
  const decision = { id: newId(), organizationId, sessionId, outcome, source: 'automatic' as const, actorId: null }
  await insertDecision(tx.db, { ...decision, reasons, createdAt: at })
  const actor: SystemActor = { kind: 'system', organizationId }
  await recordAudit(tx, actor, { action: 'session.decide', targetId: sessionId, details: { outcome } })
}

/** Why a session was declined, in the contract's shape (§4.3); the gravest reason comes first. */
function declinedData(reasons: readonly DecisionReason[], at: Date): Record<string, unknown> {
  const [first] = reasons
  if (!first) return { declined: true, score: null, declinedAt: at.toISOString() }
  const { code, detail, severity } = first
  return { declined: true, score: 0, declinedAt: at.toISOString(), reason: { code, detail, slot: 'PRIMARY', severity } }
}
