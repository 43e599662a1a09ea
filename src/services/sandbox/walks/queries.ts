/** SQL of walks. A session of live data has none: the table refuses it, and so does each of these statements. */
import { sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { OrganizationId, SessionId } from '../../../lib/ids.ts'

/** A walk whose next move is due. */
export interface DueWalk {
  readonly sessionId: SessionId
  readonly organizationId: OrganizationId
  readonly scenario: string
  readonly pauseMs: number
}

/** Takes walks that are due, of every organization, and puts them off for `leaseMs`, after which they are due again. */
export async function claimWalks(db: Db, most: number, leaseMs: number): Promise<DueWalk[]> {
  const { rows } = await sql<DueWalk>`
    update sandbox_walks set due_at = now() + make_interval(secs => ${leaseMs / 1000}::double precision)
    where session_id in (
      select session_id from sandbox_walks where due_at <= now() order by due_at limit ${most}::integer
      for update skip locked
    )
    returning session_id, organization_id, scenario, pause_ms
  `.execute(db)
  return rows
}

/** Walks of an organization whose next move is due within `seconds`, soonest first, each with the milliseconds until then. */
export async function listNextWalks(
  db: Db,
  organizationId: OrganizationId,
  seconds: number,
  most: number,
): Promise<Array<DueWalk & { readonly dueInMs: number }>> {
  const { rows } = await sql<DueWalk & { readonly dueInMs: number }>`
    select session_id, organization_id, scenario, pause_ms,
      extract(epoch from due_at - now())::double precision * 1000 as due_in_ms
    from sandbox_walks
    where organization_id = ${organizationId} and due_at <= now() + make_interval(secs => ${seconds}::double precision)
    order by due_at limit ${most}::integer
  `.execute(db)
  return rows
}

/** Makes the next move due when the pause is over. */
export async function continueWalk(db: Db, { organizationId, sessionId }: DueWalk): Promise<void> {
  await sql`
    update sandbox_walks set due_at = now() + pause_ms * interval '1 millisecond'
    where organization_id = ${organizationId} and session_id = ${sessionId}
  `.execute(db)
}

/** Ends a walk: there is no next move. */
export async function deleteWalk(db: Db, { organizationId, sessionId }: DueWalk): Promise<void> {
  await db
    .deleteFrom('sandboxWalks')
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .execute()
}
