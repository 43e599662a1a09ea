/** Sessions on the wire: one answer in both casings, so that every generation of clients is satisfied (contract §9). */
import * as z from 'zod'
import type { Person } from '../../services/applicants/get.ts'
import type { CreatedSession } from '../../services/sessions/create.ts'
import type { RetrievedSession } from '../../services/sessions/get.ts'
import type { ListSessions, SessionPage } from '../../services/sessions/list.ts'
import { toCamelCase } from './aliases.ts'
import {
  emailField,
  expiresInHoursField,
  idField,
  nameField,
  phoneField,
  redirectUrlField,
  resourceIdField,
} from './fields.ts'
import { type SessionRecord, toSessionRecord } from './session-record.ts'
import { toResourceLinks } from './upload-names.ts'

const snakeToo = 'The snake_case spelling is accepted as well; the camelCase value wins when both are sent.'

export const createSessionBody = z
  .strictObject({
    firstName: nameField,
    lastName: nameField,
    email: emailField,
    phone: phoneField.optional(),
    externalId: z.string().min(1).max(255).optional(),
    workflowId: idField.optional().describe('Left out: a standalone identity verification'),
    sendEmailInvite: z.boolean().optional(),
    sendPhoneInvite: z.boolean().optional(),
    redirectUrl: redirectUrlField.optional(),
    expiresInHours: expiresInHoursField.optional(),
  })
  .describe(snakeToo)

const link = z.object({ rel: z.string(), href: z.string(), description: z.string(), url: z.string(), type: z.string() })

export const createdSessionBody = z.object({
  id: z.string(),
  idv_id: z.string(),
  session_url: z.string(),
  sessionUrl: z.string(),
  url: z.string(),
  externalId: z.string().optional(),
  external_id: z.string().optional(),
  expires_at: z.string(),
  expiresAt: z.string(),
  links: z.array(link),
  invitations: z
    .object({ email: z.string(), phone: z.string() })
    .describe('not_configured: this installation sends no invitations, pass the link on yourself'),
})

const STATUSES = ['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED'] as const

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be ISO 8601, such as 2026-03-31 or 2026-03-31T14:00:00Z',
})

/** How far a page may be reached by offset: leaving rows out costs as much as reading them. */
const MOST_OFFSET = 100_000

export const listSessionsQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(500).default(50),
    next_token: z.string().min(1).max(1000).optional().describe('The next_token of the page before, unchanged'),
    start_date: moment.optional().describe('Least created_at; inclusive'),
    end_date: moment.optional().describe('Greatest created_at; inclusive, a date alone with its whole day (UTC)'),
    external_id: z.string().min(1).max(255).optional().describe('Goes before workflow_id'),
    workflow_id: resourceIdField.optional().describe('Goes before by_organization'),
    by_organization: z
      .enum(['true', 'false', '1', '0'])
      .default('false')
      .describe('The whole organization instead of what the owner of the key sent'),
    status: z.enum(STATUSES).optional(),
    offset: z.coerce.number().int().min(0).max(MOST_OFFSET).default(0).describe('Not with next_token'),
  })
  .refine(({ offset, next_token }) => offset === 0 || next_token === undefined, {
    path: ['offset'],
    message: 'page by next_token or by offset, not by both',
  })

export const updateStatusBody = z.strictObject({
  new_status: z.enum(['VERIFIED', 'REJECTED'], 'must be VERIFIED or REJECTED'),
})

export const patchSessionBody = z.strictObject({
  status: z.enum(['VERIFIED', 'REJECTED', 'VOIDED'], 'must be VERIFIED, REJECTED or VOIDED'),
})

const record = z.record(z.string(), z.unknown()).describe('The session record, every key in both casings')

export const retrievedSessionBody = z.object({
  session_record: record,
  sessionRecord: record,
  resource_links: z.record(z.string(), z.string()),
  resourceLinks: z.record(z.string(), z.string()),
  user: z.record(z.string(), z.unknown()).optional(),
  sender_user: z.record(z.string(), z.unknown()).optional(),
  senderUser: z.record(z.string(), z.unknown()).optional(),
})

export const listedSessionsBody = z.object({
  sessions: z.array(record),
  next_token: z.string().nullable(),
  data: z.array(record).describe('The same records as sessions'),
  total: z.int().describe('How many sessions the filters fit; 10000 when there are more'),
  hasMore: z.boolean(),
  limit: z.int(),
  offset: z.int(),
})

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
export function toCreatedSession(
  session: CreatedSession,
  baseUrl: string,
  asked: { sendEmailInvite?: boolean | undefined; sendPhoneInvite?: boolean | undefined },
): z.infer<typeof createdSessionBody> {
  const { id, url, externalId, expiresAt } = session
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
    links: [toLink('session_details', `${baseUrl}/v1/sessions/${id}`, 'Retrieve this session')],
    invitations: { email: invitationState(asked.sendEmailInvite), phone: invitationState(asked.sendPhoneInvite) },
  }
}

/** The answer to a retrieval; `linkTo` says where a file is shown. */
export function toRetrievedSession(
  { session, isFixture, applicant, sender: sentBy }: RetrievedSession,
  linkTo: (id: string) => string,
): z.infer<typeof retrievedSessionBody> {
  const record = toDualRecord(toSessionRecord(session))
  // There are no files behind the uploads of a fixture.
  const links = isFixture ? {} : toResourceLinks(session, linkTo)
  const sender = sentBy && toDualKeys(sentBy satisfies Person)
  return {
    session_record: record,
    sessionRecord: record,
    resource_links: links,
    resourceLinks: links,
    ...(applicant && { user: toDualKeys(applicant) }),
    ...(sender && { sender_user: sender, senderUser: sender }),
  }
}

/**
 * A record with a camelCase twin of every top-level key. `analysisData` is camelised all the way down, but not maps
 * whose keys are data; `metaData` is camelCase already.
 */
export function toDualRecord(record: SessionRecord): Record<string, unknown> {
  const dual = toDualKeys({ ...record })
  if (record.analysis_data) dual.analysisData = camelizeDeep(record.analysis_data)
  return dual
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

function toLink(rel: string, href: string, description: string) {
  return { rel, href, description, url: href, type: rel }
}

/** Invitations are asked for unless the caller says no (contract §4.2); this installation has no way to send them. */
function invitationState(asked: boolean | undefined): string {
  return asked === false ? 'not_requested' : 'not_configured'
}
