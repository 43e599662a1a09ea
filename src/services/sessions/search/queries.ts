/** SQL of the console's list of sessions: each statement reads a bounded number of rows, whatever there is. */
import { type AliasableExpression, type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { DecisionReason } from '../../../db/run-tables.ts'
import type { SessionProgress, SessionStatus } from '../../../db/tables.ts'
import { assert } from '../../../lib/errors.ts'
import type { SessionId, WorkflowId } from '../../../lib/ids.ts'
import type { SearchTerms } from './text.ts'
import {
  choosePart,
  isFew,
  listParts,
  listPlaces,
  type Part,
  type Place,
  type SearchFilter,
  type SearchOwner,
} from './walks.ts'

export interface FoundRow {
  readonly id: SessionId
  readonly status: SessionStatus
  readonly progress: SessionProgress
  readonly type: 'session' | 'verification'
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string | null
  readonly externalId: string | null
  readonly workflowId: WorkflowId | null
  readonly workflowName: string | null
  readonly decisionReasons: readonly DecisionReason[]
  readonly createdAt: Date
  readonly consentAt: Date | null
  readonly submittedAt: Date | null
  readonly decidedAt: Date | null
  readonly expiresAt: Date | null
}

/** A page, newest first, by id where the time is the same. */
export function listFoundRows(
  db: Db,
  filter: SearchFilter,
  page: { after: Place | undefined; most: number },
): Promise<FoundRow[]> {
  return describeRows(db, filter, listPlaces(db, filter, page)).execute()
}

/**
 * A page of those that the text is found in, looking at the newest `window` rows only: for a text that so many begin
 * with that the page fills within a few hundred. Applicants are looked up one by one, as the walk comes to them.
 */
export function listFoundInNewest(
  db: Db,
  filter: SearchFilter,
  terms: SearchTerms,
  page: { after: Place | undefined; most: number; window: number },
): Promise<FoundRow[]> {
  const { pattern, phonePattern } = terms
  const newest = listPlaces(db, filter, { after: page.after, most: page.window })
  const ofApplicant = (column: 'email' | 'phone') =>
    sql`(select ${sql.ref(column)} from applicants
      where applicants.organization_id = ${filter.organizationId} and applicants.id = newest.applicant_id)`
  const found = db
    .selectFrom(newest.as('newest'))
    .selectAll()
    .where((eb) =>
      eb.or([
        sql<SqlBool>`lower(first_name || ' ' || last_name) like lower(${pattern})`,
        sql<SqlBool>`lower(last_name) like lower(${pattern})`,
        sql<SqlBool>`${ofApplicant('email')} like lower(${pattern})`,
        ...(phonePattern ? [sql<SqlBool>`${ofApplicant('phone')} like ${phonePattern}`] : []),
      ]),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.most)
  return describeRows(db, filter, found).execute()
}

/**
 * How many there are, or `most` when there are more: the walks over the indexes end there. Pending sessions are
 * counted from the index alone, and the overdue among them taken off, whose time only the rows tell.
 */
export async function countFound(
  db: Db,
  filter: SearchFilter,
  page: { after?: Place | undefined; most: number },
): Promise<number> {
  const parts = listParts(filter)
  const apart = parts.filter(({ overdue }) => overdue === false)
  const whole = parts.map((part) => (apart.includes(part) ? { ...part, overdue: undefined } : part))
  const [all, overdue] = await Promise.all([
    countParts(db, filter, whole, page),
    countParts(
      db,
      filter,
      apart.map((part) => ({ ...part, overdue: true })),
      page,
    ),
  ])
  return all - overdue
}

async function countParts(
  db: Db,
  filter: SearchFilter,
  parts: readonly Part[],
  { after, most }: { after?: Place | undefined; most: number },
): Promise<number> {
  const [first, ...rest] = parts.map((part) => {
    const walk = choosePart(db, filter, part, after).clearSelect().select('id')
    const ordered = isFew(filter) ? walk : walk.orderBy('createdAt', 'desc').orderBy('id', 'desc')
    return db.selectFrom(ordered.limit(most).as('part')).select('part.id')
  })
  if (!first) return 0
  const found = rest.reduce((all, part) => all.unionAll(part), first).limit(most)
  const { count } = await db
    .selectFrom(found.as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Views of the columns that are searched by their beginning (migrations/0026_search_views.sql). */
const BY_PREFIX = 'openidv_search'

/** Sessions that the text is found in, at most `most` by each of the indexes, in no order. */
export async function listMatchingIds(
  db: Db,
  { organizationId, environment }: SearchOwner,
  terms: SearchTerms,
  options: { most: number; byPerson: boolean },
): Promise<SessionId[]> {
  const { pattern, phonePattern, ids, externalId } = terms
  const people = db.withSchema(BY_PREFIX)
  const own = db
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.organizationId', '=', organizationId)
    .where('sessions.environment', '=', environment)
    .limit(options.most)
  const named = people
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.organizationId', '=', organizationId)
    .where('sessions.environment', '=', environment)
    .limit(options.most)
  const ofApplicants = (column: 'email' | 'phone', condition: Expression<SqlBool>) =>
    own.innerJoin(
      people
        .selectFrom('applicants')
        .select('applicants.id as applicantId')
        .where('applicants.organizationId', '=', organizationId)
        .where('applicants.environment', '=', environment)
        .where(condition)
        .orderBy(byteOrder(sql.ref(column)))
        .limit(options.most)
        .as('people'),
      'people.applicantId',
      'sessions.applicantId',
    )
  const fullName = sql`lower(first_name || ' ' || last_name)`
  const lastName = sql`lower(last_name)`
  const parts = [
    own.where('sessions.externalId', '=', externalId),
    ...(ids ? [own.where(sql<SqlBool>`sessions.id between ${ids.least}::uuid and ${ids.greatest}::uuid`)] : []),
    ...(options.byPerson
      ? [
          ...[fullName, lastName].map((name) =>
            named.where(sql<SqlBool>`${name} like lower(${pattern})`).orderBy(byteOrder(name)),
          ),
          ofApplicants('email', sql<SqlBool>`email like lower(${pattern})`),
          ...(phonePattern ? [ofApplicants('phone', sql<SqlBool>`phone like ${phonePattern}`)] : []),
        ]
      : []),
  ]
  const [first, ...rest] = parts.map((part) => db.selectFrom(part.as('part')).select('part.id'))
  assert(first, 'a text is looked for at least once')
  const rows = await rest.reduce((all, part) => all.union(part), first).execute()
  return rows.map(({ id }) => id)
}

/** The order of the indexes of prefixes: asked for, so that the walk is theirs however many rows there are. */
function byteOrder(text: Expression<unknown>) {
  return sql`${text} using ~<~`
}

/** What the list shows of rows that were chosen. */
function describeRows(db: Db, { organizationId }: SearchOwner, found: AliasableExpression<{ id: SessionId }>) {
  return db
    .selectFrom(found.as('found'))
    .innerJoin('sessions', 'sessions.id', 'found.id')
    .innerJoin('applicants', 'applicants.id', 'sessions.applicantId')
    .leftJoin('workflows', 'workflows.id', 'sessions.workflowId')
    .select([
      'sessions.id',
      'sessions.status',
      'sessions.progress',
      'sessions.type',
      'sessions.firstName',
      'sessions.lastName',
      'applicants.email',
      'applicants.phone',
      'sessions.externalId',
      'sessions.workflowId',
      'workflows.name as workflowName',
      'sessions.decisionReasons',
      'sessions.createdAt',
      'sessions.consentAt',
      'sessions.submittedAt',
      'sessions.decidedAt',
      'sessions.expiresAt',
    ])
    .where('sessions.organizationId', '=', organizationId)
    .orderBy('sessions.createdAt', 'desc')
    .orderBy('sessions.id', 'desc')
}
