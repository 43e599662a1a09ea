/** The clock of a sandbox: what falls due in days falls due now, for one organization's sandbox alone. */
import { type TxContext, withTransaction } from '../../../context.ts'
import { ageRows } from '../../../db/age-rows.ts'
import type { TenantTable } from '../../../db/delete-rows.ts'
import { nowDate } from '../../../lib/clock.ts'
import { AppError } from '../../../lib/errors.ts'
import { type EnvironmentActor, onlyWorkflowOf, requireScope } from '../../actor.ts'
import { recordAudit } from '../../audit/record.ts'
import type { Work } from '../../idempotency/work.ts'
import { walkAhead } from '../walks/move.ts'
import { AGING_TABLES } from './aging-tables.ts'
import { addOwnJobs, addToClock, type ClockRow, findClock, lockClock } from './queries.ts'

/** The most that one call advances: a year and a day. */
export const MAX_ADVANCE_SECONDS = 366 * 86_400

/** What acts on what is due or old, besides the senders, which look every second. */
const JOBS = ['expire_sessions', 'erase_direct_evidence', 'erase_webhook_deliveries', 'erase_idempotency_keys']

export interface SandboxClock {
  /** How far it was advanced in all, in seconds. */
  readonly advancedSeconds: number
  /** When it was advanced last; undefined: never. */
  readonly advancedAt: Date | undefined
}

/** Throws `scope_missing`, and `access_denied` outside the sandbox. */
export async function getClock(ctx: TxContext, actor: EnvironmentActor): Promise<SandboxClock> {
  requireScope(actor, 'sessions:read')
  requireSandbox(actor)
  return toClock(await findClock(ctx.db, actor.organizationId))
}

/**
 * Makes everything of the sandbox older by `seconds`, in one transaction, and has what is due done at once. Work that was done
 * before is not done again. Throws `scope_missing`, and `access_denied` outside the sandbox and for a key of one workflow. Audited.
 */
export async function advanceClock(
  ctx: TxContext,
  actor: EnvironmentActor,
  { seconds, work }: { readonly seconds: number; readonly work?: Work | undefined },
): Promise<SandboxClock> {
  requireScope(actor, 'sessions:write')
  requireSandbox(actor)
  if (onlyWorkflowOf(actor)) throw new AppError('access_denied')
  const { organizationId } = actor
  // Whoever would have got to the end meanwhile has not expired.
  await walkAhead(ctx, organizationId, seconds)
  return withTransaction(ctx, async (tx) => {
    await lockClock(tx.db, organizationId)
    const known = await findClock(tx.db, organizationId)
    if (work?.isRetry && known?.workId === work.id) return toClock(known)
    for (const [table, aging] of Object.entries(AGING_TABLES)) {
      await ageRows(tx.db, table as TenantTable, aging, organizationId, seconds)
    }
    const at = nowDate(tx.clock)
    const clock = await addToClock(tx.db, organizationId, { seconds, at, workId: work?.id ?? null })
    await recordAudit(tx, actor, { action: 'sandbox.advance', details: { seconds: String(seconds) } })
    await addOwnJobs(tx.db, JOBS)
    return toClock(clock)
  })
}

function requireSandbox({ environment }: EnvironmentActor): void {
  if (environment === 'sandbox') return
  throw new AppError('access_denied', { message: 'Only the sandbox has a clock: use a sandbox key' })
}

function toClock(row: ClockRow | undefined): SandboxClock {
  return { advancedSeconds: row?.advancedSeconds ?? 0, advancedAt: row?.advancedAt }
}
