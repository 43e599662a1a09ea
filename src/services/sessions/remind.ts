/** Reminds applicants who were invited and have not submitted, as their workflow says. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations, withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { recordAudit } from '../audit/record.ts'
import { queueReminders } from '../messages/queue.ts'
import { lockSession, takeReminder } from './queries.ts'
import { type DueReminder, listDueReminders } from './reminder-queries.ts'
import { statusAt } from './status.ts'

const BATCH_SIZE = 500
const HOUR_MS = 3_600_000

/** Queues what is due, by every channel by which an invitation was sent; answers how many sessions were due. */
export async function remindApplicants(ctx: Context): Promise<number> {
  const due = await acrossOrganizations(() => listDueReminders(ctx.db, nowDate(ctx.clock), BATCH_SIZE))
  for (const reminder of due) {
    await withinOrganization(reminder.organizationId, () => withTransaction(ctx, (tx) => remindOne(tx, reminder)))
  }
  return due.length
}

async function remindOne(tx: TxContext, { id, organizationId, afterHours }: DueReminder): Promise<void> {
  const session = await lockSession(tx.db, organizationId, id)
  const now = tx.clock.nowMs()
  // It may have been submitted, or taken by another worker, since the list was read.
  if (!session || statusAt(session, now) !== 'PENDING') return
  const times = { at: new Date(now), nextAt: new Date(now + afterHours * HOUR_MS) }
  if (!(await takeReminder(tx.db, organizationId, id, times))) return
  const channels = await queueReminders(tx, { organizationId, environment: session.environment, sessionId: id })
  if (channels.length === 0) return
  const details = { channels: channels.join(' ') }
  await recordAudit(tx, { kind: 'system', organizationId }, { action: 'session.remind', targetId: id, details })
}
