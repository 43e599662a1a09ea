/** Keeps the findings of sessions whose steps were judged before findings were kept: once, by the rules of that moment. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { findKind } from '../../steps/registry.ts'
import { RULES_VERSION } from '../../steps/rules-version.ts'
import { finalReasons } from '../../steps/verdict.ts'
import { listChecks } from '../checks/list.ts'
import { lockSessionRow } from '../sessions/change.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { listSteps, listUnfrozenSessions, type SessionStep, saveStep } from '../sessions/steps.ts'
import { CHECK_FAILED, sealResult } from './apply-verdict.ts'
import { judgeStep, toRunContext } from './judge-step.ts'

const BATCH_SIZE = 200

/** Status, decision and reasons of the sessions stay as they are; answers how many sessions there were. */
export async function freezeFindings(ctx: Context): Promise<number> {
  const found = await acrossOrganizations(() => listUnfrozenSessions(ctx, BATCH_SIZE))
  for (const { sessionId, organizationId } of found) {
    const freeze = async (tx: TxContext) =>
      freezeSession(tx, await lockSessionRow(tx, { organizationId, id: sessionId }))
    await withinOrganization(organizationId, () => withTransaction(ctx, freeze))
  }
  return found.length
}

async function freezeSession(tx: TxContext, session: SessionRow): Promise<void> {
  const steps = await listSteps(tx, session)
  const checks = await listChecks(tx, session.organizationId, session.id)
  const at = session.submittedAt ?? session.updatedAt
  for (const step of steps.filter(isToFreeze)) {
    const check = checks.find(({ id }) => id === step.checkId)
    const isDone = check?.state === 'done' && findKind(step.id) !== undefined
    const run = toRunContext(tx, session, steps, step, checks, at)
    const { verdict, result } = isDone ? judgeStep(step, { body: {}, facts: check.result, at }, run) : CHECK_FAILED
    await saveStep(tx, session, step, {
      status: 'COMPLETED',
      verdict: { outcome: verdict.outcome, reasons: finalReasons(verdict) },
      rulesVersion: RULES_VERSION,
      judgedAt: check?.finishedAt ?? at,
      sealedResult: await sealResult(tx, session, step, result),
    })
  }
}

function isToFreeze({ status, rulesVersion, checkId }: SessionStep): boolean {
  return status === 'COMPLETED' && rulesVersion === null && checkId !== null
}
