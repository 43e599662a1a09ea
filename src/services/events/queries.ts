/** SQL of events. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { EventId, OrganizationId, SessionId, WorkflowId } from '../../lib/ids.ts'
import type { EventType, OtherEvent, SessionEventType } from './event-types.ts'

export interface NewEvent {
  readonly id: EventId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly type: SessionEventType
  readonly sessionId: SessionId
  readonly createdAt: Date
  readonly sealedSnapshot: Buffer | null
}

/** Adds an event with the next number of its session. Call with the session's row locked: so no number is given twice. */
export async function insertEvent(db: Db, row: NewEvent): Promise<void> {
  await db
    .insertInto('events')
    .values({
      ...row,
      sequence: sql<number>`(
        select coalesce(max(sequence), 0) + 1 from events
        where organization_id = ${row.organizationId} and session_id = ${row.sessionId}
      )`,
    })
    .execute()
}

/** Adds an event that is of no session, and so has no number in one. */
export async function insertOtherEvent(
  db: Db,
  { data, ...row }: OtherEvent & Pick<NewEvent, 'id' | 'organizationId' | 'environment' | 'createdAt'>,
): Promise<void> {
  await db
    .insertInto('events')
    .values({ ...row, sequence: 0, data: JSON.stringify(data) })
    .execute()
}

/** An event by id alone: the caller compares its organization. */
export function findEventById(db: Db, id: EventId) {
  return db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Which events a list is about; what is undefined does not choose. */
export interface EventFilter {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly types: readonly EventType[] | undefined
  readonly sessionId: SessionId | undefined
  /** The only workflow whose sessions the asking key may see. */
  readonly workflowId: WorkflowId | undefined
}

/** The place of an event in the list: of those of one session and one moment the number tells the order. */
export interface EventPlace {
  readonly createdAt: Date
  readonly sequence: number
  readonly id: EventId
}

/** Newest first, from after a row on. */
export function listEventRows(db: Db, filter: EventFilter, page: { after: EventPlace | undefined; limit: number }) {
  let query = db
    .selectFrom('events')
    .select(['id', 'type', 'sessionId', 'sequence', 'createdAt'])
    .where('organizationId', '=', filter.organizationId)
    .where('environment', '=', filter.environment)
  if (filter.types) query = query.where('type', 'in', filter.types)
  if (filter.sessionId) query = query.where('sessionId', '=', filter.sessionId)
  if (filter.workflowId) {
    const { organizationId, workflowId } = filter
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('sessions')
          .select('sessions.id')
          .where('sessions.organizationId', '=', organizationId)
          .where('sessions.workflowId', '=', workflowId)
          .whereRef('sessions.id', '=', 'events.sessionId'),
      ),
    )
  }
  const { after } = page
  if (after) {
    const place = sql`(${after.createdAt}, ${after.sequence}::integer, ${after.id}::uuid)`
    query = query.where(sql<boolean>`(created_at, sequence, id) < ${place}`)
  }
  return query
    .orderBy('createdAt', 'desc')
    .orderBy('sequence', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}
