/** What a scenario makes of a step: its verdict, told by the step's own kind from invented facts. */
import type { TxContext } from '../../../context.ts'
import { nowDate } from '../../../lib/clock.ts'
import { findKind } from '../../../steps/registry.ts'
import type { Verdict } from '../../../steps/verdict.ts'
import type { Judged } from '../../runs/judge-step.ts'
import { toRunContext } from '../../runs/judge-step.ts'
import { type Scenario, verdictAt } from '../../scenarios.ts'
import type { SessionRow } from '../../sessions/session-row.ts'
import type { SessionStep } from '../../sessions/steps.ts'

/** Pure but for the time. A step that cannot run here, as the contract's fixed workflow has some, finds nothing. */
export function playStep(
  ctx: Pick<TxContext, 'config' | 'clock'>,
  session: SessionRow,
  steps: readonly SessionStep[],
  step: SessionStep,
  scenario: Scenario,
): Judged {
  const verdict = verdictAt(scenario, session.steps, step.position)
  const kind = findKind(step.id)
  if (!kind) return { verdict, result: { analysis: {}, findings: [] }, isBillable: false }
  const { body, facts } = kind.play(step.config, session, codeOf(verdict))
  const earlier = steps.slice(0, step.position).map((one) => {
    const code = codeOf(verdictAt(scenario, session.steps, one.position))
    const facts = findKind(one.id)?.play(one.config, session, code).facts
    return { id: one.id, settings: one.config, facts, evidence: {} }
  })
  const run = { ...toRunContext(ctx, session, steps, step, [], nowDate(ctx.clock)), earlier }
  const input = { settings: step.config, body, facts, run }
  const answer = kind.answer?.(input, verdict)
  return {
    verdict,
    result: { analysis: kind.analysis(input), findings: kind.findings(input, verdict), ...(answer && { answer }) },
    isBillable: kind.isBillable(facts),
  }
}

function codeOf({ reasons }: Verdict) {
  return reasons[0]?.code
}
