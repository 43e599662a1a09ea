/** Expires sessions whose time is over before they were submitted. */
import { type Context, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { recordAudit } from '../audit/record.ts'
import { settleHold } from '../billing/tokens.ts'
import { listOverdueSessions, lockSession, updateSession } from './queries.ts'

const BATCH = 500

/** Marks overdue sessions EXPIRED and returns what was held for them; answers how many. */
export async function expireSessions(ctx: Context): Promise<number> {
  const overdue = await listOverdueSessions(ctx.db, nowDate(ctx.clock), BATCH)
  for (const { id, organizationId } of overdue) await expireSession(ctx, organizationId, id)
  return overdue.length
}

async function expireSession(ctx: Context, organizationId: OrganizationId, id: SessionId): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const session = await lockSession(tx.db, organizationId, id)
    // It may have been submitted since the list was read.
    if (session?.status !== 'PENDING') return
    const at = nowDate(ctx.clock)
    await updateSession(tx.db, organizationId, id, { status: 'EXPIRED', updatedAt: at })
    if (session.holdId) await settleHold(tx, { id: session.holdId, organizationId }, 0)
    await recordAudit(tx, { kind: 'system', organizationId }, { action: 'session.expire', targetId: id })
  })
}
