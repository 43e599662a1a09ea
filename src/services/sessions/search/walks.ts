/** The walks over indexes that a search is made of: each in the order of the page, merged where there are several. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { Environment, SessionProgress, SessionStatus } from '../../../db/tables.ts'
import { assert } from '../../../lib/errors.ts'
import type { OrganizationId, SessionId, WorkflowId } from '../../../lib/ids.ts'

/** Whose sessions. */
export interface SearchOwner {
  readonly organizationId: OrganizationId
  readonly environment: Environment
}

/** Which sessions; what is undefined does not choose. */
export interface SearchFilter extends SearchOwner {
  readonly statuses?: readonly SessionStatus[] | undefined
  readonly progress?: readonly SessionProgress[] | undefined
  /** Null: those without a workflow. */
  readonly workflowId?: WorkflowId | null | undefined
  readonly externalId?: string | undefined
  /** Both inclusive. */
  readonly createdFrom?: Date | undefined
  readonly createdTo?: Date | undefined
  /** Those that the text was found in, when they are few. */
  readonly ids?: readonly SessionId[] | undefined
  /** Decides which pending sessions have expired. */
  readonly now: Date
}

/** The row after which a page begins. */
export interface Place {
  readonly createdAt: Date
  readonly id: SessionId
}

const PLACE_COLUMNS = ['id', 'createdAt', 'firstName', 'lastName', 'applicantId'] as const

/** A page in few columns, newest first. Several statuses are several walks, each in the order of its index, that are merged. */
export function listPlaces(db: Db, filter: SearchFilter, page: { after: Place | undefined; most: number }) {
  const parts = listParts(filter).map((part) => {
    const chosen = choosePart(db, filter, part, page.after)
    // The few are found first and sorted then; `offset 0` keeps the planner from walking everything in their order.
    if (isFew(filter)) return chosen.offset(0)
    return chosen.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(page.most)
  })
  const [first, ...rest] = parts.map((part) => db.selectFrom(part.as('part')).selectAll())
  assert(first, 'a search walks at least once')
  const all = rest.reduce((merged, part) => merged.unionAll(part), first)
  return db
    .selectFrom(all.as('merged'))
    .selectAll()
    .orderBy('merged.createdAt', 'desc')
    .orderBy('merged.id', 'desc')
    .limit(page.most)
}

/** One walk: one status and one progress, or all of both. */
export interface Part {
  readonly status?: SessionStatus
  readonly progress?: SessionProgress
  /** Pending sessions whose time is over count as expired; undefined: whichever. */
  readonly overdue?: boolean | undefined
}

const STATUSES: readonly SessionStatus[] = [
  'PENDING',
  'SUBMITTED',
  'VERIFIED',
  'REJECTED',
  'VOIDED',
  'EXPIRED',
  'FAILED',
]
const PROGRESS: readonly SessionProgress[] = ['PENDING', 'STARTED', 'COMPLETED']

/** The walks of a search, one at least. */
export function listParts(filter: SearchFilter): Part[] {
  const { statuses, progress, workflowId } = filter
  const isFree = !statuses && !progress && workflowId !== null
  if (isFree || isFew(filter)) return [{}]
  const asked = statuses ?? STATUSES
  const isApart = asked.includes('PENDING') !== asked.includes('EXPIRED')
  const walks = asked.flatMap((status): Part[] => {
    if (!isApart || (status !== 'PENDING' && status !== 'EXPIRED')) return [{ status }]
    return status === 'PENDING' ? [{ status, overdue: false }] : [{ status }, { status: 'PENDING', overdue: true }]
  })
  return walks.flatMap((walk) => (progress ?? PROGRESS).map((one) => ({ ...walk, progress: one })))
}

/** An external id or a list of ids names so few rows that what else is asked is looked up in each. */
export function isFew({ externalId, ids }: SearchFilter): boolean {
  return externalId !== undefined || ids !== undefined
}

/** The rows of one walk, in no order yet. */
export function choosePart(db: Db, filter: SearchFilter, part: Part, after: Place | undefined) {
  const { organizationId, environment, workflowId, externalId, ids, createdFrom, createdTo, now } = filter
  let query = db
    .selectFrom('sessions')
    .select(PLACE_COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
  if (part.status) query = query.where('status', '=', part.status)
  if (part.progress) query = query.where('progress', '=', part.progress)
  if (part.overdue === true) query = query.where('expiresAt', '<=', now)
  // Not written as a range of expires_at: nearly all are in it, and the walk shall keep its order.
  if (part.overdue === false) query = query.where(sql<SqlBool>`coalesce(expires_at > ${now}, true)`)
  if (workflowId === null) query = query.where('workflowId', 'is', null)
  if (workflowId) query = query.where('workflowId', '=', workflowId)
  if (externalId !== undefined) query = query.where('externalId', '=', externalId)
  if (ids) query = query.where(sql<SqlBool>`id = any(${ids}::uuid[])`)
  if (createdFrom) query = query.where('createdAt', '>=', createdFrom)
  if (createdTo) query = query.where('createdAt', '<=', createdTo)
  if (after) query = query.where(sql<SqlBool>`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`)
  if (!isFew(filter)) return query
  const { statuses, progress } = filter
  if (progress) query = query.where('progress', 'in', progress)
  if (!statuses) return query
  const status = sql<SessionStatus>`case when status = 'PENDING' and expires_at <= ${now} then 'EXPIRED' else status end`
  return query.where(status, 'in', statuses)
}
