/** SQL of sessions and decisions. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DecisionReason } from '../../db/run-tables.ts'
import type { Environment, RejectionCode, SessionStatus } from '../../db/tables.ts'
import type { ApiKeyId, MemberUserId, OrganizationId, SessionId, WorkflowId } from '../../lib/ids.ts'
import { SESSION_CHANGED_CHANNEL } from './changes.ts'
import type { SessionChange, SessionRow } from './session-row.ts'

const COLUMNS = [
  'id',
  'organizationId',
  'environment',
  'applicantId',
  'apiKeyId',
  'senderUserId',
  'workflowId',
  'type',
  'status',
  'progress',
  'steps',
  'maxAttempts',
  'isHeadless',
  'firstName',
  'lastName',
  'externalId',
  'redirectUrl',
  'locale',
  'holdId',
  'cookieDigest',
  'consentAt',
  'metaData',
  'decisionSource',
  'decisionReasons',
  'expiresAt',
  'submittedAt',
  'createdAt',
  'updatedAt',
] as const

/**
 * Finds a session by id alone, so that the caller can tell another organization's (403) from an unknown one (404).
 * Every caller compares `organizationId`, or holds the applicant's cookie.
 */
export function findSessionById(db: Db, id: SessionId): Promise<SessionRow | undefined> {
  return db.selectFrom('sessions').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

/** Those of the sessions that are the organization's, in no order. */
export function listSessionsByIds(
  db: Db,
  organizationId: OrganizationId,
  ids: readonly SessionId[],
): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
}

/** Finds the session of a hosted link by the digests that its secret may be stored by, which stands for the permission. */
export function findSessionByLink(db: Db, digests: readonly Buffer[]): Promise<SessionRow | undefined> {
  return db.selectFrom('sessions').select(COLUMNS).where('linkDigest', 'in', digests).executeTakeFirst()
}

/** Which sessions a list is about; what is undefined does not choose. */
export interface SessionFilter {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly externalId?: string | undefined
  readonly workflowId?: WorkflowId | undefined
  /** The member, or the key without an owner, who sent them. */
  readonly senderId?: MemberUserId | ApiKeyId | undefined
  /** The only workflow that the asking key may see. */
  readonly keyWorkflowId?: WorkflowId | undefined
  /** Both inclusive. */
  readonly startDate?: Date | undefined
  readonly endDate?: Date | undefined
  readonly status?: SessionStatus | undefined
  /** Decides which pending sessions have expired. */
  readonly now: Date
}

/** Sessions newest first, by id where the time is the same, from after a row on. */
export function listSessionRows(
  db: Db,
  filter: SessionFilter,
  page: { after: { createdAt: Date; id: SessionId } | undefined; offset: number; most: number },
): Promise<SessionRow[]> {
  const { after, offset, most } = page
  let query = filterSessions(db, filter).select(COLUMNS)
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`)
  return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').offset(offset).limit(most).execute()
}

/** How many sessions fit, or `most` when more do: the walk over the index ends there. */
export async function countSessions(db: Db, filter: SessionFilter, most: number): Promise<number> {
  const rows = filterSessions(db, filter).select('id').limit(most).as('found')
  const { count } = await db
    .selectFrom(rows)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Whether an organization's environment has any session at all. */
export async function hasSessions(db: Db, organizationId: OrganizationId, environment: Environment): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function filterSessions(db: Db, filter: SessionFilter) {
  const { externalId, workflowId, senderId, keyWorkflowId, startDate, endDate, status, now } = filter
  let query = db
    .selectFrom('sessions')
    .where('organizationId', '=', filter.organizationId)
    .where('environment', '=', filter.environment)
  if (externalId !== undefined) query = query.where('externalId', '=', externalId)
  if (workflowId !== undefined) query = query.where('workflowId', '=', workflowId)
  if (senderId !== undefined)
    query = query.where(sql<boolean>`coalesce(sender_user_id, api_key_id) = ${senderId}::uuid`)
  if (keyWorkflowId !== undefined) query = query.where('workflowId', '=', keyWorkflowId)
  if (startDate) query = query.where('createdAt', '>=', startDate)
  if (endDate) query = query.where('createdAt', '<=', endDate)
  if (status === undefined) return query
  const isOverdue = sql<boolean>`(status = 'PENDING' and expires_at is not null and expires_at <= ${now})`
  if (status === 'EXPIRED') return query.where((eb) => eb.or([eb('status', '=', status), isOverdue]))
  return query.where('status', '=', status).where(sql<boolean>`not ${isOverdue}`)
}

/** Locks a session until the transaction ends, so that of two writers one sees what the other did. */
export function lockSession(db: Db, organizationId: OrganizationId, id: SessionId): Promise<SessionRow | undefined> {
  return db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Changes a session. Call with the row locked. `status` is given by `transition.ts` alone. */
export async function updateSession(
  db: Db,
  organizationId: OrganizationId,
  id: SessionId,
  change: SessionChange & { readonly status?: SessionStatus },
): Promise<void> {
  const { decisionReasons, metaData, ...columns } = change
  await db
    .updateTable('sessions')
    .set({
      ...columns,
      ...(decisionReasons && { decisionReasons: JSON.stringify(decisionReasons) }),
      ...(metaData && { metaData: JSON.stringify(metaData) }),
    })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/**
 * Gives a session to the browser that opened its link first: sets the cookie's digest where there is none, and where the link, by
 * one of its digests, is still that of the session. Answers whether this call was the first.
 */
export async function claimSession(
  db: Db,
  id: SessionId,
  linkDigests: readonly Buffer[],
  { cookieDigest, at }: { readonly cookieDigest: Buffer; readonly at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('sessions')
    .set({
      cookieDigest,
      updatedAt: at,
      progress: sql`case when progress = 'PENDING' then 'STARTED' else progress end`,
    })
    .where('id', '=', id)
    .where('linkDigest', 'in', linkDigests)
    .where('cookieDigest', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Gives a session another link, which no browser has opened yet. Call with the row locked. */
export async function replaceLink(
  db: Db,
  organizationId: OrganizationId,
  id: SessionId,
  link: { readonly linkDigest: Buffer; readonly linkNumber: number; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ linkDigest: link.linkDigest, linkNumber: link.linkNumber, cookieDigest: null, updatedAt: link.at })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

/** Stores other digests of the same links; answers how many. */
export async function updateLinkDigests(
  db: Db,
  rows: ReadonlyArray<{ readonly id: SessionId; readonly linkDigest: Buffer }>,
): Promise<number> {
  const result = await sql`
    update sessions set link_digest = moved.link_digest
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ linkDigest }) => linkDigest)}::bytea[]
    ) as moved (id, link_digest)
    where sessions.id = moved.id
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Stores another digest of the same cookie. */
export async function updateCookieDigest(db: Db, id: SessionId, digest: { from: Buffer; to: Buffer }): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ cookieDigest: digest.to })
    .where('id', '=', id)
    .where('cookieDigest', '=', digest.from)
    .execute()
}

/** Takes a reminder that is due, and says when the next one is, if any is left; answers whether there was one. */
export async function takeReminder(
  db: Db,
  organizationId: OrganizationId,
  id: SessionId,
  { at, nextAt }: { readonly at: Date; readonly nextAt: Date },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update sessions set reminders_left = reminders_left - 1, remind_at = case when reminders_left > 1 then ${nextAt}::timestamptz end
    where id = ${id} and organization_id = ${organizationId} and remind_at <= ${at}
  `.execute(db)
  return numAffectedRows > 0n
}

/** Adds a decision to the history of a session. */
export async function insertDecision(
  db: Db,
  row: {
    id: string
    organizationId: OrganizationId
    sessionId: SessionId
    outcome: 'VERIFIED' | 'REJECTED' | 'SUBMITTED' | 'VOIDED'
    source: 'automatic' | 'api_key' | 'member'
    actorId: string | null
    reasons: readonly DecisionReason[]
    reasonCode?: RejectionCode | undefined
    note?: string | undefined
    sealedBasis?: Buffer | undefined
    createdAt: Date
  },
): Promise<void> {
  await db
    .insertInto('decisions')
    .values({ ...row, reasons: JSON.stringify(row.reasons) })
    .execute()
}

/** Sessions of every organization whose time is over and that were never submitted; our own job expires them. */
export function listOverdueSessions(db: Db, now: Date, most: number) {
  return db
    .selectFrom('sessions')
    .select(['id', 'organizationId'])
    .where('status', '=', 'PENDING')
    .where('expiresAt', '<=', now)
    .orderBy('expiresAt')
    .limit(most)
    .execute()
}

/**
 * Tells live pages of a change that leaves status and progress as they are, when the transaction commits; the others
 * are told by a trigger, and twice the same in one transaction is told once.
 */
export async function notifySessionChanged(
  db: Db,
  { organizationId, environment, id }: Pick<SessionRow, 'organizationId' | 'environment' | 'id'>,
): Promise<void> {
  await sql`select pg_notify(${SESSION_CHANGED_CHANNEL}, concat_ws(' ', ${organizationId}::text, ${environment}::text, ${id}::text))`.execute(
    db,
  )
}
