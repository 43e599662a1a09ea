/** Lists what an applicant uploaded. */
import type { TxContext } from '../../context.ts'
import type { EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'
import { type EvidenceRow, listEvidenceOfSessions, listSessionAttempts, listSessionEvidence } from './queries.ts'

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

/** A picture that the applicant took, whether it counts or was taken again. */
export interface Attempt {
  readonly id: EvidenceId
  readonly slot: string
  readonly state: 'stored' | 'superseded' | 'erased'
  readonly contentType: string
  readonly sizeBytes: number
  readonly width?: number
  readonly height?: number
  readonly createdAt: Date
}

/** Every picture of a session by slot, the one that counts first, with those that were replaced or erased. */
export async function listAttempts(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessionId: SessionId,
): Promise<Attempt[]> {
  return (await listSessionAttempts(ctx.db, organizationId, sessionId)).flatMap(toAttempt)
}

function toAttempt(row: EvidenceRow): Attempt[] {
  const { id, slot, state, contentType, sizeBytes, width, height, createdAt } = row
  if (slot === null || state === 'awaiting') return []
  const size = { ...(width !== null && { width }), ...(height !== null && { height }) }
  return [{ id, slot, state, contentType, sizeBytes, ...size, createdAt }]
}
