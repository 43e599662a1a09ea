/** Ends a check and tells whoever it was for: a step of a session is judged, a direct call's tokens are settled. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { findKind } from '../../steps/registry.ts'
import type { SystemActor } from '../actor.ts'
import type { Check, CheckOutcome } from '../checks/check.ts'
import { endCheck, listAbandoned, settleDirectCheck } from '../checks/end.ts'
import { listChecks } from '../checks/list.ts'
import { findVault } from '../evidence/vault.ts'
import { findLockedSession } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { listSteps, type SessionStep, stepContext } from '../sessions/steps.ts'
import { applyVerdict, CHECK_FAILED } from './apply-verdict.ts'
import { type Judged, judgeStep, toRunContext } from './judge-step.ts'

/**
 * Ends a check in one transaction: facts or failure, verdict on its step, what follows for its session, notification. A
 * second call for the same check changes nothing, however the worker died in between.
 */
export async function finishCheck(ctx: Context, check: Check, outcome: CheckOutcome): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    // The session first, in the order of every other writer: two that lock both never wait for each other.
    const { organizationId, sessionId } = check
    const session = sessionId ? await findLockedSession(tx, { organizationId, id: sessionId }) : undefined
    if (!(await endCheck(tx, check, outcome))) return
    if (session) await judgeChecked(tx, session, check, outcome)
    else await settleDirectCheck(tx, check, outcome)
  })
}

/** Ends, as failed, the checks whose workers died every time; answers how many. */
export async function closeAbandonedChecks(ctx: Context): Promise<number> {
  const abandoned = await acrossOrganizations(() => listAbandoned(ctx))
  for (const check of abandoned) {
    await withinOrganization(check.organizationId, () => finishCheck(ctx, check, { failureCode: 'worker_lost' }))
  }
  return abandoned.length
}

/** A session that ended meanwhile, and a step that was given back, need no verdict any more. */
async function judgeChecked(tx: TxContext, session: SessionRow, check: Check, outcome: CheckOutcome): Promise<void> {
  const steps = await listSteps(tx, session)
  const step = steps.find(({ checkId, status }) => checkId === check.id && status === 'IN_PROGRESS')
  if (!step || (session.status !== 'PENDING' && session.status !== 'SUBMITTED')) return
  const rules: SystemActor = { kind: 'system', organizationId: session.organizationId }
  await applyVerdict(tx, rules, session, step, await judgeOutcome(tx, session, steps, step, outcome))
}

async function judgeOutcome(
  tx: TxContext,
  session: SessionRow,
  steps: readonly SessionStep[],
  step: SessionStep,
  outcome: CheckOutcome,
): Promise<Judged> {
  if ('failureCode' in outcome || !findKind(step.id)) return CHECK_FAILED
  const vault = await findVault(tx, session.organizationId, session.applicantId)
  const { sealedSubmission } = step
  const body =
    vault && sealedSubmission ? vault.open(sealedSubmission, stepContext('submission', session.id, step.position)) : {}
  const at = session.submittedAt ?? nowDate(tx.clock)
  const checks = await listChecks(tx, session.organizationId, session.id)
  const run = toRunContext(tx, session, steps, step, checks, at)
  return judgeStep(step, { body, facts: outcome.result, at }, run)
}
