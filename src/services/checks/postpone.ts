/** Lets the checks of an organization that is to be deleted rest, and lets them go on when it is kept. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { getDeletionDue, holdDeletionDue } from '../organizations/closing.ts'
import type { Check } from './check.ts'
import { addCheckJob, addJobsOfQueuedChecks } from './queries.ts'

const PRIORITY = 0
/** By then the organization is erased, and its checks with it; otherwise they rest for as long again. */
const AFTER_DUE_MS = 3_600_000

/**
 * Puts a check off when its organization is to be deleted; answers whether it did. What is due is held fast meanwhile, so
 * that an owner who keeps the organization at the same moment finds the job that was put off.
 */
export async function postponeIfClosing(ctx: Context, check: Check): Promise<boolean> {
  if (!(await getDeletionDue(ctx, check.organizationId))) return false
  return withTransaction(ctx, async (tx) => {
    const due = await holdDeletionDue(tx, check.organizationId)
    if (!due) return false
    const delayMs = Math.max(0, due.getTime() - ctx.clock.nowMs()) + AFTER_DUE_MS
    await addCheckJob(tx.db, { checkId: check.id, priority: PRIORITY, delayMs })
    return true
  })
}

/** Queues what was put off. Call inside the transaction that keeps the organization. */
export function resumeChecks(tx: TxContext, organizationId: OrganizationId): Promise<void> {
  return addJobsOfQueuedChecks(tx.db, organizationId, PRIORITY)
}
