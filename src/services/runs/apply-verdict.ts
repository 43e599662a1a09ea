/** Writes what a verdict makes of a step and its session: the next step, another try, or the end. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { type Reason, reason } from '../../steps/reasons.ts'
import { findKind } from '../../steps/registry.ts'
import { RULES_VERSION } from '../../steps/rules-version.ts'
import { finalReasons, type Verdict } from '../../steps/verdict.ts'
import type { Actor } from '../actor.ts'
import { findVault } from '../evidence/vault.ts'
import { announceChange, changeSession } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { billableSteps, listSteps, type SessionStep, saveStep, stepContext } from '../sessions/steps.ts'
import { transitionSession } from '../sessions/transition.ts'
import type { StepResult } from '../sessions/view.ts'
import { completeRun } from './complete.ts'
import type { Judged } from './judge-step.ts'
import { attemptsRemaining, failureDataOf } from './run.ts'

/** A check that could not be done judges nothing: the step is done, and a person looks. */
export const CHECK_FAILED: Judged = {
  verdict: { outcome: 'doubt', reasons: [reason('CHECK_FAILED', 'HIGH')] },
  result: { analysis: {}, findings: [] },
  isBillable: false,
}

/**
 * Call in a transaction with the session locked. A failure takes one attempt and gives the step back, or ends the
 * session FAILED when none is left; what could not be judged is given back and takes none.
 */
export async function applyVerdict(
  tx: TxContext,
  actor: Actor,
  session: SessionRow,
  step: SessionStep,
  judged: Judged,
): Promise<void> {
  const { verdict } = judged
  // Submitted as a whole, before steps were judged one by one: nothing can be given back.
  if (session.status === 'SUBMITTED') return completeStep(tx, actor, session, step, judged, finalReasons(verdict))
  switch (verdict.outcome) {
    case 'pass':
    case 'doubt':
      return completeStep(tx, actor, session, step, judged, verdict.reasons)
    case 'cannot_judge':
      await keepVerdict(tx, session, step, judged, {
        status: 'PENDING',
        retakes: step.retakes + 1,
        failureReason: verdict.defect,
      })
      return announceChange(tx, session)
    case 'fail':
      return failStep(tx, actor, session, step, judged, verdict)
    default:
      return verdict satisfies never
  }
}

async function completeStep(
  tx: TxContext,
  actor: Actor,
  session: SessionRow,
  step: SessionStep,
  judged: Judged,
  reasons: readonly Reason[],
): Promise<void> {
  await keepVerdict(
    tx,
    session,
    step,
    judged,
    { status: 'COMPLETED', attempts: step.attempts + 1, failureReason: null, completedAt: nowDate(tx.clock) },
    reasons,
  )
  const steps = await listSteps(tx, session)
  const isEnd = steps.every(({ status }) => status === 'COMPLETED' || status === 'SKIPPED')
  return isEnd ? completeRun(tx, actor, session, steps) : announceChange(tx, session)
}

async function failStep(
  tx: TxContext,
  actor: Actor,
  session: SessionRow,
  step: SessionStep,
  judged: Judged,
  { failure, reasons }: Extract<Verdict, { outcome: 'fail' }>,
): Promise<void> {
  const at = nowDate(tx.clock)
  const slot = findKind(step.id)?.failureSlot?.(failure) ?? null
  const { failedAttempts, attempts } = failureDataOf(session)
  const failureData = {
    failedAttempts: failedAttempts + 1,
    attempts: [...attempts, { reason: failure, slot, failedAt: at.toISOString() }],
  }
  const metaData = { ...session.metaData, failureData }
  const isLast = attemptsRemaining({ ...session, metaData }) === 0
  const change = { attempts: step.attempts + 1, retakes: 0, failureReason: failure }
  await keepVerdict(tx, session, step, judged, {
    ...change,
    ...(isLast ? { status: 'FAILED', completedAt: at } : { status: 'PENDING' }),
  })
  if (!isLast) {
    await changeSession(tx, session, { metaData, updatedAt: at })
    return announceChange(tx, session)
  }
  await transitionSession(tx, actor, session, {
    to: 'FAILED',
    change: { progress: 'COMPLETED', metaData, decisionReasons: reasons },
    audit: { action: 'session.fail', details: { step: step.id, reason: failure } },
    ran: billableSteps(await listSteps(tx, session)),
  })
}

/** What was found is sealed with the applicant's data key; without a key it is not kept. */
async function keepVerdict(
  tx: TxContext,
  session: SessionRow,
  step: SessionStep,
  { verdict, result, isBillable }: Judged,
  change: Parameters<typeof saveStep>[3],
  reasons: readonly Reason[] = verdict.reasons,
): Promise<void> {
  await saveStep(tx, session, step, {
    ...change,
    verdict: { outcome: verdict.outcome, reasons, ...('slot' in verdict && { slot: verdict.slot }) },
    rulesVersion: RULES_VERSION,
    isBillable: step.isBillable || isBillable,
    judgedAt: nowDate(tx.clock),
    sealedResult: await sealResult(tx, session, step, result),
  })
}

export async function sealResult(
  tx: TxContext,
  session: SessionRow,
  step: SessionStep,
  result: StepResult,
): Promise<Buffer | null> {
  const vault = await findVault(tx, session.organizationId, session.applicantId)
  return vault?.seal(result, stepContext('result', session.id, step.position)) ?? null
}
