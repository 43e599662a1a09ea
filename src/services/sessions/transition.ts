/** Changes the status of a session: the only writer of it. */
import type { TxContext } from '../../context.ts'
import type { SessionStatus } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import type { Actor } from '../actor.ts'
import { type AuditAction, recordAudit } from '../audit/record.ts'
import { settleWork } from '../billing/tokens.ts'
import type { SessionEventType } from '../events/event-types.ts'
import { recordEvent } from '../events/record.ts'
import { findVault } from '../evidence/vault.ts'
import { updateSession } from './queries.ts'
import type { SessionChange, SessionRow } from './session-row.ts'
import { clearDrafts } from './step-queries.ts'
import { viewSession } from './view.ts'

export interface Transition {
  readonly to: SessionStatus
  /** What else changes of the row. */
  readonly change?: Omit<SessionChange, 'updatedAt'>
  readonly audit: { readonly action: AuditAction; readonly details?: Readonly<Record<string, string>> }
  /** Steps whose work is paid for; the rest of the hold returns. Left out: nothing is settled. */
  readonly ran?: readonly string[]
}

const EVENTS: Readonly<Record<Exclude<SessionStatus, 'PENDING'>, SessionEventType>> = {
  SUBMITTED: 'session.status.submitted',
  VERIFIED: 'session.status.verified',
  REJECTED: 'session.status.rejected',
  VOIDED: 'session.status.voided',
  EXPIRED: 'session.status.expired',
  FAILED: 'session.status.failed',
}

/**
 * Writes status, audit row, settlement and event together and answers the row as it is then. Call in a transaction with
 * the session locked; whether the change is allowed is for the caller to know.
 */
export async function transitionSession(
  tx: TxContext,
  actor: Actor,
  session: SessionRow,
  { to, change, audit, ran }: Transition,
): Promise<SessionRow> {
  const { organizationId, environment, id: sessionId, applicantId, holdId } = session
  const updatedAt = nowDate(tx.clock)
  await updateSession(tx.db, organizationId, sessionId, { ...change, status: to, updatedAt })
  if (holdId && ran) await settleWork(tx, { id: holdId, organizationId }, ran)
  await recordAudit(tx, actor, { action: audit.action, targetId: sessionId, details: { ...audit.details } })

  const changed: SessionRow = { ...session, ...change, status: to, updatedAt }
  if (to === 'PENDING') return changed
  await clearDrafts(tx.db, organizationId, sessionId)
  const vault = await findVault(tx, organizationId, applicantId)
  const sealedSnapshot = vault?.seal(await viewSession(tx, changed), `event:${sessionId}`) ?? null
  await recordEvent(tx, { organizationId, environment, sessionId, type: EVENTS[to], sealedSnapshot })
  return changed
}
