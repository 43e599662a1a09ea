/** What happened to a session, by whom and when: its audit rows and those of its pictures, with the words of decisions. */
import type { TxContext } from '../../context.ts'
import type { AuditActorKind } from '../../db/audit-tables.ts'
import type { EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'
import type { ReviewedDecision } from './decisions.ts'
import { listEventRows } from './queries.ts'

/** Enough for any session that was not looked at hundreds of times. */
const MAX_EVENTS = 300

export interface TimelineEvent {
  readonly id: number
  readonly action: string
  readonly actorKind: AuditActorKind
  /** Of the member or key. */
  readonly by?: string
  /** Ids and words, never personal data. */
  readonly details: Readonly<Record<string, unknown>>
  /** The decision that this event is. */
  readonly decision?: ReviewedDecision
  readonly createdAt: Date
}

const DECIDING = new Set(['session.review', 'session.decide'])

/** The latest 300 events, latest first. */
export async function listTimeline(
  ctx: TxContext,
  session: { organizationId: OrganizationId; id: SessionId },
  related: { evidenceIds: readonly EvidenceId[]; decisions: readonly ReviewedDecision[] },
): Promise<TimelineEvent[]> {
  const targets = [session.id, ...related.evidenceIds]
  const rows = await listEventRows(ctx.db, session.organizationId, targets, MAX_EVENTS)
  // Each decision is written with one such row, so that both lists, latest first, go together.
  const waiting = [...related.decisions]
  return rows.map(({ memberName, keyName, ...row }) => {
    const by = memberName ?? keyName ?? undefined
    const decision = DECIDING.has(row.action) ? waiting.shift() : undefined
    return { ...row, ...(by !== undefined && { by }), ...(decision && { decision }) }
  })
}
