/** SQL of the bytes that a session and its organization have stored. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'

/** Whose bytes: an organization's, and of one of its sessions where there is one. */
export interface Stored {
  readonly organizationId: OrganizationId
  readonly sessionId: SessionId | null
}

/** Most bytes of one session, and of one organization. */
export interface ByteBounds {
  readonly sessionBytes: number
  readonly organizationBytes: number
}

type Total = 'session' | 'organization'

/** The totals that `bytes` more would carry over their bounds; reads at most two rows, by their key. */
export async function listFullTotals(db: Db, of: Stored, bytes: number, bounds: ByteBounds): Promise<Total[]> {
  const { rows } = await sql<{ total: Total }>`
    select 'session' as total from evidence_totals
    where organization_id = ${of.organizationId} and session_id = ${of.sessionId}
      and bytes + ${bytes}::bigint > ${bounds.sessionBytes}::bigint
    union all
    select 'organization' from evidence_totals
    where organization_id = ${of.organizationId} and session_id is null
      and bytes + ${bytes}::bigint > ${bounds.organizationBytes}::bigint
  `.execute(db)
  return rows.map(({ total }) => total)
}

/**
 * Adds bytes to the totals that they fit into and answers which these are; of many at once none passes its bound. The
 * session's comes first, so that two never wait for each other.
 */
export async function addToTotals(
  tx: Db,
  { organizationId, sessionId }: Stored,
  bytes: number,
  { sessionBytes, organizationBytes }: ByteBounds,
): Promise<Total[]> {
  const { rows } = await sql<{ total: Total }>`
    insert into evidence_totals as total (organization_id, session_id, bytes)
    select ${organizationId}::uuid, added.session_id, ${bytes}::bigint
    from unnest(array[${sessionId}, null]::uuid[]) with ordinality as added (session_id, place)
    where (added.place = 2 or added.session_id is not null)
      and ${bytes}::bigint <= case when place = 2 then ${organizationBytes}::bigint else ${sessionBytes}::bigint end
    order by place
    on conflict (organization_id, session_id) do update set bytes = total.bytes + excluded.bytes
    where total.bytes + excluded.bytes <= case
      when total.session_id is null then ${organizationBytes}::bigint else ${sessionBytes}::bigint end
    returning case when session_id is null then 'organization' else 'session' end as total
  `.execute(tx)
  return rows.map(({ total }) => total)
}

/** Takes bytes that are gone from the organization's total; a session's only grows. */
export async function takeFromTotal(tx: Db, organizationId: OrganizationId, bytes: number): Promise<void> {
  await tx
    .updateTable('evidenceTotals')
    .set(({ eb }) => ({ bytes: eb('bytes', '-', bytes) }))
    .where('organizationId', '=', organizationId)
    .where('sessionId', 'is', null)
    .execute()
}
