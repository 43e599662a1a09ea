/** Puts checks off that cannot be done at present: of an organization that is to be deleted, or for want of their files. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { getDeletionDue, holdDeletionDue } from '../organizations/closing.ts'
import type { ClaimedCheck } from './claim.ts'
import { addCheckJobs, makeChecksDue, releaseCheckRow } from './claim-queries.ts'

/** By then the organization is erased, and its checks with it; otherwise they rest for as long again. */
const AFTER_DUE_MS = 3_600_000

/**
 * Puts a check off when its organization is to be deleted; answers whether it did. What is due is held fast meanwhile, so
 * that an owner who keeps the organization at the same moment finds the check that was put off.
 */
export async function postponeIfClosing(ctx: Context, { check, attempt }: ClaimedCheck): Promise<boolean> {
  if (!(await getDeletionDue(ctx, check.organizationId))) return false
  return withTransaction(ctx, async (tx) => {
    const due = await holdDeletionDue(tx, check.organizationId)
    if (!due) return false
    const delayMs = Math.max(0, due.getTime() - ctx.clock.nowMs()) + AFTER_DUE_MS
    await releaseCheckRow(tx.db, check.organizationId, check.id, { attempts: attempt - 1, delayMs })
    await addCheckJobs(tx.db, 1, delayMs)
    return true
  })
}

/** Between two tries for files: half as long as the check waits already. */
const MIN_FILES_DELAY_MS = 2000
const MAX_FILES_DELAY_MS = 300_000

/** Puts a check off whose files cannot be read or stored: that is no finding about them, and takes none of its attempts. */
export function postponeForFiles(ctx: Context, { check, attempt }: ClaimedCheck): Promise<void> {
  const waitedMs = ctx.clock.nowMs() - check.createdAt.getTime()
  const delayMs = Math.min(Math.max(waitedMs / 2, MIN_FILES_DELAY_MS), MAX_FILES_DELAY_MS)
  return withTransaction(ctx, async (tx) => {
    await releaseCheckRow(tx.db, check.organizationId, check.id, { attempts: attempt - 1, delayMs })
    await addCheckJobs(tx.db, 1, delayMs)
  })
}

/** Queues what was put off. Call inside the transaction that keeps the organization. */
export async function resumeChecks(tx: TxContext, organizationId: OrganizationId): Promise<void> {
  await addCheckJobs(tx.db, await makeChecksDue(tx.db, organizationId))
}
