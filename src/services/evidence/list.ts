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
  return rows.flatMap(({ id, slot }) => (slot && !isPageSlot(slot) ? [{ id, slot }] : []))
}

/** Filled slot → its current file, of many sessions, by session; pictures made of a file are not listed. */
export async function listEvidenceOf(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessionIds: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, Readonly<Record<string, EvidenceId>>>> {
  const files = new Map<SessionId, Record<string, EvidenceId>>(sessionIds.map((id) => [id, {}]))
  if (sessionIds.length === 0) return files
  for (const { id, sessionId, slot } of await listEvidenceOfSessions(ctx.db, organizationId, sessionIds)) {
    const known = sessionId && files.get(sessionId)
    if (known && slot && !isPageSlot(slot)) known[slot] = id
  }
  return files
}

/** Whether a slot holds a picture that we made of another slot's file. */
export function isPageSlot(slot: string): boolean {
  return slot.includes('/')
}

/** A file that the applicant gave, whether it counts or was given again. */
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
  if (slot === null || state === 'awaiting' || state === 'received' || state === 'replaced') return []
  const size = { ...(width !== null && { width }), ...(height !== null && { height }) }
  return [{ id, slot, state, contentType, sizeBytes, ...size, createdAt }]
}
