/** Judges what was submitted to a step: verdict, findings and its part of the analysis. Nothing is written. */
import type { TxContext } from '../../context.ts'
import { assert } from '../../lib/errors.ts'
import type { CheckId } from '../../lib/ids.ts'
import { findKind } from '../../steps/registry.ts'
import type { EarlierStep, RunContext } from '../../steps/step-kind.ts'
import type { Verdict } from '../../steps/verdict.ts'
import type { Check } from '../checks/check.ts'
import { listChecks } from '../checks/list.ts'
import { thresholdsOf } from '../checks/thresholds.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import type { SessionStep } from '../sessions/steps.ts'
import type { StepResult } from '../sessions/view.ts'

export interface Judged {
  readonly verdict: Verdict
  readonly result: StepResult
  readonly isBillable: boolean
}

export interface Submitted {
  readonly body: unknown
  /** Of its check; for a step without one, its body. */
  readonly facts: unknown
  readonly at: Date
}

/** The verdict on a step of a kind that this installation runs. */
export function judgeStep(step: SessionStep, { body, facts }: Submitted, run: RunContext): Judged {
  const kind = findKind(step.id)
  assert(kind, `a kind that runs here, not ${step.id}`)
  const input = { settings: step.config, body, facts, run }
  const verdict = kind.judge(input)
  const answer = kind.answer?.(input, verdict)
  return {
    verdict,
    result: { analysis: kind.analysis(input), findings: kind.findings(input, verdict), ...(answer && { answer }) },
    isBillable: kind.isBillable(facts),
  }
}

/** What the judges of a session's steps know besides what was submitted. */
export async function loadRunContext(
  ctx: TxContext,
  session: SessionRow,
  steps: readonly SessionStep[],
  step: SessionStep,
  at: Date,
): Promise<RunContext> {
  const checks = await listChecks(ctx, session.organizationId, session.id)
  return toRunContext(ctx, session, steps, step, checks, at)
}

export function toRunContext(
  ctx: Pick<TxContext, 'config'>,
  session: SessionRow,
  steps: readonly SessionStep[],
  step: SessionStep,
  checks: readonly Check[],
  at: Date,
): RunContext {
  const { firstName, lastName } = session
  return {
    today: at.toISOString().slice(0, 10),
    person: { firstName, lastName },
    thresholds: thresholdsOf(ctx),
    stepIds: steps.map(({ id }) => id),
    earlier: steps.slice(0, step.position).flatMap((earlier) => toEarlier(earlier, checks)),
    retakes: step.retakes,
  }
}

function toEarlier({ id, config, status, checkId }: SessionStep, checks: readonly Check[]): EarlierStep[] {
  const check = findCheck(checks, checkId)
  if (status !== 'COMPLETED' || check?.state !== 'done') return []
  return [{ id, settings: config, facts: check.result, evidence: check.input.evidence }]
}

function findCheck(checks: readonly Check[], id: CheckId | null): Check | undefined {
  return checks.find((check) => check.id === id)
}
