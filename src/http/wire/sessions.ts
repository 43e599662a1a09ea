/** Sessions on the wire: one answer in both casings, so that every generation of clients is satisfied (contract §9). */
import type * as z from 'zod'
import type { CreatedSession } from '../../services/sessions/create.ts'
import type { ListSessions, SessionPage } from '../../services/sessions/list.ts'
import type { RetrievedSession } from '../../services/sessions/retrieved-session.ts'
import { toCamelCase } from './aliases.ts'
import { toPersonRecord } from './person-record.ts'
import {
  type createdSessionBody,
  type listedSessionsBody,
  type listSessionsQuery,
  type retrievedSessionBody,
  toLinks,
} from './session-bodies.ts'
import { type SessionRecord, toSessionRecord } from './session-record.ts'
import type { DualPerson, DualRecord } from './session-records.ts'
import { toResourceLinks } from './upload-names.ts'

/** What the service is asked for; a date alone ends with its last millisecond. */
export function toListSessions(query: z.infer<typeof listSessionsQuery>): ListSessions {
  const { limit, offset, next_token, start_date, end_date, external_id, workflow_id, by_organization, status } = query
  const end = end_date?.includes('T') === false ? `${end_date}T23:59:59.999Z` : end_date
  return {
    limit,
    offset,
    cursor: next_token,
    startDate: start_date === undefined ? undefined : new Date(start_date),
    endDate: end === undefined ? undefined : new Date(end),
    externalId: external_id,
    workflowId: workflow_id,
    byOrganization: by_organization === 'true' || by_organization === '1',
    status,
  }
}

/** One answer for callers who read `sessions` and `next_token` and for those who read `data` and `hasMore`. */
export function toListedSessions(
  page: SessionPage,
  { limit, offset }: { limit: number; offset: number },
): z.infer<typeof listedSessionsBody> {
  const { nextCursor, hasMore, total } = page
  const sessions = page.sessions.map((session) => toDualRecord(toSessionRecord(session)))
  return { sessions, next_token: nextCursor ?? null, data: sessions, total, hasMore, limit, offset }
}

/** The answer to a creation. */
export function toCreatedSession(session: CreatedSession, baseUrl: string): z.infer<typeof createdSessionBody> {
  const { id, url, externalId, expiresAt, invitations } = session
  const expires = expiresAt.toISOString()
  return {
    id,
    idv_id: id,
    session_url: url,
    sessionUrl: url,
    url,
    ...(externalId !== undefined && { externalId, external_id: externalId }),
    expires_at: expires,
    expiresAt: expires,
    links: toLinks(id, baseUrl),
    invitations,
  }
}

/** The answer to a retrieval; `linkTo` says where a file is shown. */
export function toRetrievedSession(
  { session, isMasked, applicant, sender: sentBy, invitations }: RetrievedSession,
  linkTo: (id: string) => string,
): z.infer<typeof retrievedSessionBody> {
  const record = toDualRecord(toSessionRecord(session))
  // A link shows its file to whoever holds it.
  const links = isMasked ? {} : toResourceLinks(session, linkTo)
  const sender = sentBy && (toDualKeys(toPersonRecord(sentBy)) as DualPerson)
  return {
    session_record: record,
    sessionRecord: record,
    resource_links: links,
    resourceLinks: links,
    ...(applicant && { user: toDualKeys(toPersonRecord(applicant)) as DualPerson }),
    ...(sender && { sender_user: sender, senderUser: sender }),
    ...(invitations && { invitations }),
  }
}

/**
 * A record with a camelCase twin of every top-level key. `analysisData` is camelised all the way down, but not maps
 * whose keys are data; `metaData` is camelCase already.
 */
export function toDualRecord(record: SessionRecord): DualRecord {
  const dual = toDualKeys({ ...record })
  if (record.analysis_data) dual.analysisData = camelizeDeep(record.analysis_data)
  // The compiler cannot follow keys that are made at run time; test/http/openapi.test.ts parses the answer.
  return dual as DualRecord
}

function toDualKeys(record: object): Record<string, unknown> {
  const entries = Object.entries(record)
  return Object.fromEntries([...entries, ...entries.map(([key, value]) => [toCamelCase(key), value])])
}

/** Maps inside `analysis_data` whose keys are data, not names of fields. */
const DATA_MAPS: ReadonlySet<string> = new Set(['news_exposures', 'evidence'])

function camelizeDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelizeDeep)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => {
    return [toCamelCase(key), DATA_MAPS.has(key) ? camelizeValues(inner) : camelizeDeep(inner)]
  })
  return Object.fromEntries(entries)
}

/** Keeps the keys of a map of data, and renames only inside its values. */
function camelizeValues(map: unknown): unknown {
  if (typeof map !== 'object' || map === null) return map
  return Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, camelizeDeep(inner)]))
}
