/** Ends a run whose steps are all done: the session is submitted, and decided by what its steps found. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { newId } from '../../lib/ids.ts'
import { type Reason, reason, sortReasons } from '../../steps/reasons.ts'
import { findKind } from '../../steps/registry.ts'
import { RULES_VERSION } from '../../steps/rules-version.ts'
import type { Actor, SystemActor } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { listChecks } from '../checks/list.ts'
import { thresholdsOf } from '../checks/thresholds.ts'
import { findVault } from '../evidence/vault.ts'
import { addDecision, changeSession } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { billableSteps, type SessionStep } from '../sessions/steps.ts'
import { transitionSession } from '../sessions/transition.ts'
import { viewSession } from '../sessions/view.ts'

/** Call in the transaction that completed the last step, with the session locked. */
export async function completeRun(
  tx: TxContext,
  actor: Actor,
  session: SessionRow,
  steps: readonly SessionStep[],
): Promise<void> {
  const ran = billableSteps(steps)
  const submitted =
    session.status === 'SUBMITTED'
      ? session
      : await transitionSession(tx, actor, session, {
          to: 'SUBMITTED',
          change: { progress: 'COMPLETED', submittedAt: nowDate(tx.clock) },
          audit: { action: 'session.submit' },
          ran,
        })
  await decide(tx, submitted, steps, ran)
}

/** CRITICAL reasons decline, any other one leaves the decision to a person, and so does a run that proves nobody. */
async function decide(
  tx: TxContext,
  session: SessionRow,
  steps: readonly SessionStep[],
  ran: readonly string[],
): Promise<void> {
  const { id: sessionId, organizationId } = session
  const found = steps.flatMap(reasonsOf)
  const reasons = sortReasons(found.length > 0 ? found : identityDoubt(steps))
  const isDeclined = reasons.some(({ severity }) => severity === 'CRITICAL')
  const outcome = isDeclined ? 'REJECTED' : reasons.length > 0 ? 'SUBMITTED' : 'VERIFIED'
  const at = nowDate(tx.clock)
  await addDecision(tx, session, {
    ...{ id: newId(), outcome, source: 'automatic', actorId: null, reasons, createdAt: at },
    sealedBasis: await sealBasis(tx, session),
  })
  const rules: SystemActor = { kind: 'system', organizationId }
  const audit = { action: 'session.decide' as const, details: { outcome } }
  if (outcome === 'SUBMITTED') {
    await changeSession(tx, session, { decisionReasons: reasons, updatedAt: at })
    return recordAudit(tx, rules, { ...audit, targetId: sessionId })
  }
  const declinedData = isDeclined && toDeclinedData(reasons, at)
  await transitionSession(tx, rules, session, {
    to: outcome,
    change: {
      decisionReasons: reasons,
      decidedAt: at,
      decisionSource: isDeclined ? 'DECLINED' : 'AUTO_APPROVE',
      ...(declinedData && { metaData: { ...session.metaData, declinedData } }),
    },
    audit,
    ran,
  })
}

function reasonsOf({ verdict }: SessionStep): readonly Reason[] {
  // The verdict was written by `apply-verdict.ts` from reasons of the closed list.
  return (verdict?.reasons ?? []) as readonly Reason[]
}

/** A form, a consent or an age says nothing of who somebody is. */
function identityDoubt(steps: readonly SessionStep[]): Reason[] {
  const isProven = steps.some(({ id, verdict }) => findKind(id)?.provesIdentity && verdict?.outcome === 'pass')
  return isProven ? [] : [reason('IDENTITY_NOT_PROVEN', 'LOW')]
}

/** What the decision rests on, so that it can be told for as long as the applicant's data is kept. */
async function sealBasis(tx: TxContext, session: SessionRow): Promise<Buffer | undefined> {
  const { organizationId, id, applicantId } = session
  const [view, checks, vault] = await Promise.all([
    viewSession(tx, session),
    listChecks(tx, organizationId, id),
    findVault(tx, organizationId, applicantId),
  ])
  const steps = view.views.map(({ id: step, position, reasons, result, checkId, judgedAt }) => ({
    ...{ step, judgedAt, reasons, findings: result?.findings ?? [], settings: session.steps[position]?.config },
    models: checks.find((check) => check.id === checkId)?.models ?? {},
  }))
  return vault?.seal({ rulesVersion: RULES_VERSION, thresholds: thresholdsOf(tx), steps }, `decision:${id}`)
}

/** Why a session was declined, in the contract's shape (§4.3) but for the sentence, which is the answer's. */
function toDeclinedData(reasons: readonly Reason[], at: Date): Record<string, unknown> {
  const [first] = reasons
  return {
    declined: true,
    score: 0,
    declinedAt: at.toISOString(),
    ...(first && { reason: { code: first.code, slot: 'PRIMARY', severity: first.severity } }),
  }
}
