/** Lists what an applicant uploaded. */
import type { TxContext } from '../../context.ts'
import type { EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'
import { listEvidenceOfSessions, listSessionEvidence } from './queries.ts'

/** The current pictures of a session: one for each filled slot. */
export async function listEvidence(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessionId: SessionId,
): Promise<Array<{ id: EvidenceId; slot: string }>> {
  const rows = await listSessionEvidence(ctx.db, organizationId, sessionId)
  return rows.flatMap(({ id, slot }) => (slot ? [{ id, slot }] : []))
}

/** The filled slots of many sessions, by session. */
export async function listSlots(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessionIds: readonly SessionId[],
): Promise<Map<SessionId, string[]>> {
  const slots = new Map<SessionId, string[]>(sessionIds.map((id) => [id, []]))
  if (sessionIds.length === 0) return slots
  for (const { sessionId, slot } of await listEvidenceOfSessions(ctx.db, organizationId, sessionIds)) {
    if (sessionId && slot) slots.get(sessionId)?.push(slot)
  }
  return slots
}
