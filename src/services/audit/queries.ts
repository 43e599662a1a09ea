/** SQL of the audit log and its chain. */
import { type Insertable, sql } from 'kysely'
import type { AuditEventsTable } from '../../db/audit-tables.ts'
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** One link of a chain beside the row that it is about. */
export interface LinkRow {
  readonly position: number
  readonly eventId: number
  readonly hash: Buffer
  /** Canonical form of the row; null when the row is gone. */
  readonly canonical: string | null
}

/** Adds rows in this order, which is that of their ids and, for each organization, of its chain. */
export async function insertEvents(db: Db, rows: ReadonlyArray<Insertable<AuditEventsTable>>): Promise<void> {
  if (rows.length > 0) await db.insertInto('auditEvents').values(rows).execute()
}

/**
 * Links in the order of the chain, after a position. The canonical form is written out here and not taken from the
 * database's function, which whoever can change rows could change, too.
 */
export function listLinks(db: Db, organizationId: OrganizationId, after: number, most: number): Promise<LinkRow[]> {
  return db
    .selectFrom('auditLinks as link')
    .leftJoin('auditEvents as event', 'event.id', 'link.eventId')
    .where('link.organizationId', '=', organizationId)
    .where('link.position', '>', after)
    .orderBy('link.position')
    .limit(most)
    .select(['link.position', 'link.eventId', 'link.hash'])
    .select(
      sql<string | null>`case when event.id is not null then jsonb_build_array(
        event.id, event.organization_id, event.actor_kind, event.actor_id, event.action, event.target_id, event.details,
        to_char(event.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.ip
      )::text end`.as('canonical'),
    )
    .execute()
}

/** Where an organization's chain ends; undefined when nothing was ever done. */
export function findHead(db: Db, organizationId: OrganizationId) {
  return db
    .selectFrom('auditHeads')
    .select(['position', 'hash'])
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
}

/** How many rows an organization's log has. */
export async function countEvents(db: Db, organizationId: OrganizationId): Promise<number> {
  const row = await db
    .selectFrom('auditEvents')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Every organization that has a row or a chain: one whose head is gone must show, too. */
export async function listOrganizationsWithEvents(db: Db): Promise<OrganizationId[]> {
  const rows = await db
    .selectFrom('auditEvents')
    .select('organizationId')
    .union(db.selectFrom('auditHeads').select('organizationId'))
    .orderBy('organizationId')
    .execute()
  return rows.map(({ organizationId }) => organizationId)
}
