/** SQL of reading the audit log: its rows with their places in the chain, and the names of who and what they are about. */

import type { AuditActorKind } from '../../db/audit-tables.ts'
import type { Db } from '../../db/database.ts'
import type { ApiKeyId, MemberUserId, OrganizationId, SessionId, WorkflowId } from '../../lib/ids.ts'

/** Which rows; absent parts fit every row. */
export interface EventFilter {
  readonly organizationId: OrganizationId
  /** A whole action, or the noun before its dot. */
  readonly action: string | null
  readonly actorKind: AuditActorKind | null
  readonly actorId: string | null
  readonly targetId: string | null
  /** Inclusive. */
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
  readonly reads: 'with' | 'without' | 'only'
}

export type EventRow = Awaited<ReturnType<typeof listEvents>>[number]

/** Rows newest first, below an id when one is given. Without reads an index leads past however many there are. */
export function listEvents(db: Db, filter: EventFilter, page: { before: number | undefined; most: number }) {
  const { organizationId, action, actorKind, actorId, targetId, from, to, reads } = filter
  return db
    .selectFrom('auditEvents as event')
    .leftJoin('auditLinks as link', 'link.eventId', 'event.id')
    .where('event.organizationId', '=', organizationId)
    .$if(reads === 'without', (query) => query.where((where) => where.not('event.isRead')))
    .$if(reads === 'only', (query) => query.where('event.isRead', '=', true))
    .$if(page.before !== undefined, (query) => query.where('event.id', '<', page.before ?? 0))
    .$if(action !== null, (query) =>
      action?.includes('.')
        ? query.where('event.action', '=', action)
        : query.where((where) => where.fn('starts_with', ['event.action', where.val(`${action}.`)])),
    )
    .$if(actorKind !== null, (query) => query.where('event.actorKind', '=', actorKind ?? 'system'))
    .$if(actorId !== null, (query) => query.where('event.actorId', '=', actorId))
    .$if(targetId !== null, (query) => query.where('event.targetId', '=', targetId))
    .$if(from !== null, (query) => query.where('event.createdAt', '>=', from ?? new Date(0)))
    .$if(to !== null, (query) => query.where('event.createdAt', '<', to ?? new Date(0)))
    .orderBy('event.id', 'desc')
    .limit(page.most)
    .select([
      'event.id',
      'actorKind',
      'actorId',
      'action',
      'targetId',
      'details',
      'ip',
      'createdAt',
      'position',
      'hash',
    ])
    .execute()
}

/** Names of an organization's API keys, ended ones included. */
export function listKeyNames(db: Db, organizationId: OrganizationId, ids: readonly ApiKeyId[]) {
  const query = db.selectFrom('apiKeys').select(['id', 'name']).where('organizationId', '=', organizationId)
  return query.where('id', 'in', ids).execute()
}

/** Names of workflows. */
export function listWorkflowNames(db: Db, organizationId: OrganizationId, ids: readonly WorkflowId[]) {
  const query = db.selectFrom('workflows').select(['id', 'name']).where('organizationId', '=', organizationId)
  return query.where('id', 'in', ids).execute()
}

/** Whom sessions are about. */
export function listSessionNames(db: Db, organizationId: OrganizationId, ids: readonly SessionId[]) {
  const columns = ['id', 'firstName', 'lastName'] as const
  const query = db.selectFrom('sessions').select(columns).where('organizationId', '=', organizationId)
  return query.where('id', 'in', ids).execute()
}

/** Names of people, whatever organizations they belong to; who is gone is left out. */
export function listPeopleNames(db: Db, ids: readonly MemberUserId[]) {
  return db.selectFrom('authUsers').select(['id', 'name']).where('id', 'in', ids).execute()
}
