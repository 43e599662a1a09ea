/** Records how a check ended: its facts or its failure, the tokens, and what follows for its session. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { CheckId } from '../../lib/ids.ts'
import { settleWork } from '../billing/tokens.ts'
import { advanceSession } from '../sessions/advance.ts'
import type { Check } from './check.ts'
import { findCheckById, finishCheck, listAbandonedChecks, notifyCheckFinished } from './queries.ts'

/** Why a check could not be done; kept with the check and shown to reviewers. */
export type CheckFailure =
  | 'image_invalid'
  | 'model_crashed'
  | 'model_timeout'
  | 'evidence_missing'
  | 'worker_lost'
  | 'deadline_passed'

/** Long enough for a job that was queued a moment ago to be seen. */
const ABANDONED_AFTER_MS = 60_000
const ABANDONED_BATCH = 100

/** The check that a job is about, or undefined when there is no work left in it. */
export async function findQueuedCheck(ctx: TxContext, id: CheckId): Promise<Check | undefined> {
  const check = await findCheckById(ctx.db, id)
  return check?.state === 'queued' ? check : undefined
}

/**
 * Ends a check in one transaction: facts or failure, settlement of a direct call's hold, advance of its session,
 * notification. A second call for the same check changes nothing, however the worker died in between.
 */
export async function recordCheck(
  ctx: Context,
  check: Check,
  outcome: { result: unknown } | { failureCode: CheckFailure },
): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const first = await finishCheck(tx.db, check.organizationId, check.id, outcome, nowDate(ctx.clock))
    if (!first) return
    if (check.holdId) {
      const hold = { id: check.holdId, organizationId: check.organizationId }
      await settleWork(tx, hold, 'result' in outcome ? [check.kind] : [])
    }
    if (check.sessionId) await advanceSession(tx, check.organizationId, check.sessionId)
    await notifyCheckFinished(tx.db, check.id)
  })
}

/** Ends, as failed, the checks whose workers died every time; answers how many. */
export async function closeAbandonedChecks(ctx: Context): Promise<number> {
  const abandoned = await listAbandonedChecks(ctx.db, new Date(ctx.clock.nowMs() - ABANDONED_AFTER_MS), ABANDONED_BATCH)
  for (const check of abandoned) await recordCheck(ctx, check, { failureCode: 'worker_lost' })
  return abandoned.length
}
