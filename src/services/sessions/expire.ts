/** Expires sessions whose time is over before they were submitted. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { listOverdueSessions, lockSession } from './queries.ts'
import { billableSteps, listSteps } from './steps.ts'
import { transitionSession } from './transition.ts'

const BATCH_SIZE = 500

/** Marks overdue sessions EXPIRED, pays what was judged of them and returns the rest; answers how many. */
export async function expireSessions(ctx: Context): Promise<number> {
  const overdue = await acrossOrganizations(() => listOverdueSessions(ctx.db, nowDate(ctx.clock), BATCH_SIZE))
  for (const { id, organizationId } of overdue) {
    await withinOrganization(organizationId, () => expireSession(ctx, organizationId, id))
  }
  return overdue.length
}

/** Marks one EXPIRED, unless it was submitted; the same for a transaction that goes on. */
export async function expireSession(ctx: TxContext, organizationId: OrganizationId, id: SessionId): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const session = await lockSession(tx.db, organizationId, id)
    // It may have been submitted since the list was read.
    if (session?.status !== 'PENDING') return
    await transitionSession(tx, { kind: 'system', organizationId }, session, {
      to: 'EXPIRED',
      audit: { action: 'session.expire' },
      ran: billableSteps(await listSteps(tx, session)),
    })
  })
}
