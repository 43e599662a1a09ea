/** What the routes of sessions take and answer, as openapi.json describes it (contract §4.2). */
import * as z from 'zod'
import {
  emailField,
  expiresInHoursField,
  localeField,
  nameField,
  phoneField,
  redirectUrlField,
  resourceIdField,
  scenarioFields,
} from './fields.ts'
import { invitationStates } from './invitations.ts'
import { named } from './named.ts'
import { EXAMPLE_PERSON, EXAMPLE_RECORD, FILE_URL, person, STATUSES, sessionRecord } from './session-records.ts'

/** A moment of the examples. */
const AT = '2026-03-31T14:00:00.000Z'
const SESSION_ID = '0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11'
const LINK = 'https://verify.example.com/v/2hQb1wS9kT7mYx0cVn4pLr8dGf6aJz3e'

export const createSessionBody = named(
  'CreateSessionRequest',
  z.object({
    firstName: nameField.describe('The applicant’s given names, compared with those on the document'),
    lastName: nameField.describe('The applicant’s surname, compared with the one on the document'),
    email: emailField.describe('The applicant’s e-mail address; letters of every script are taken (RFC 6531)'),
    phone: phoneField.optional().describe('The applicant’s phone in E.164, such as +15192223333'),
    externalId: z
      .string()
      .max(255)
      .transform((text) => (text === '' ? undefined : text))
      .optional()
      .describe('Your own id of the applicant: echoed, and a filter of the list. Empty counts as left out'),
    workflowId: z
      .string()
      .max(255)
      .optional()
      .describe('Left out: a standalone identity verification. 404 when there is no such workflow'),
    sendEmailInvite: z
      .boolean()
      .optional()
      .describe(
        'Whether the link is mailed to the applicant; left out: yes, but not in the sandbox. `invitations` says what came of it',
      ),
    sendPhoneInvite: z.boolean().optional().describe('The same by text message, to an applicant with a `phone`'),
    redirectUrl: redirectUrlField
      .optional()
      .describe(
        'Absolute https URL that the applicant goes to at the end, with session_id, status (success, failed or abandoned) and session_status (VERIFIED, SUBMITTED …) added',
      ),
    expiresInHours: expiresInHoursField.optional().describe('1 to 8760; left out: the setting of the installation'),
    locale: localeField
      .optional()
      .describe(
        'The language in which the applicant’s page begins, such as `fr`; it speaks en, fr, es, de, pt, it, nl, pl and ar. Left out or another one: as the browser prefers',
      ),
    ...scenarioFields,
  }),
  {
    description:
      'Who is to be verified, and how. Every key is taken in snake_case as well (`first_name`); the camelCase value wins when both are sent. Unknown keys are ignored.',
    example: {
      firstName: 'Anna',
      lastName: 'Eriksson',
      email: 'anna.eriksson@example.com',
      phone: '+15192223333',
      externalId: 'customer-1017',
      redirectUrl: 'https://example.com/done',
      expiresInHours: 48,
    },
  },
)

const link = named(
  'Link',
  z.object({
    rel: z.string().describe('What it leads to: admin_console or session_details'),
    href: z.string(),
    description: z.string(),
    url: z.string().describe('The same as href'),
    type: z.string().describe('The same as rel'),
  }),
  { description: 'Where to look further.' },
)

export const createdSessionBody = named(
  'CreatedSession',
  z.object({
    id: z.string().describe('UUID of the session'),
    idv_id: z.string().describe('The same as id'),
    session_url: z.string().describe('The applicant’s link: whoever opens it first is the applicant. It works once'),
    sessionUrl: z.string().describe('The same as session_url'),
    url: z.string().describe('The same as session_url'),
    externalId: z.string().optional().describe('As it was given; left out when it was not'),
    external_id: z.string().optional().describe('The same as externalId'),
    expires_at: z.string().describe('ISO 8601 in UTC'),
    expiresAt: z.string().describe('The same as expires_at'),
    links: z.array(link).describe('The session in the Admin Console, and in this API'),
    invitations: invitationStates,
  }),
  {
    description: 'The session, with the applicant’s link; ids and links come in every spelling that clients read.',
    example: {
      ...{ id: SESSION_ID, idv_id: SESSION_ID, session_url: LINK, sessionUrl: LINK, url: LINK },
      ...{ externalId: 'customer-1017', external_id: 'customer-1017', expires_at: AT, expiresAt: AT },
      links: toLinks(SESSION_ID, 'https://verify.example.com'),
      invitations: { email: 'queued', phone: 'not_configured' },
    },
  },
)

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be ISO 8601, such as 2026-03-31 or 2026-03-31T14:00:00Z',
})

/** How far a page may be reached by offset: leaving rows out costs as much as reading them. */
const MAX_OFFSET = 100_000

export const listSessionsQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(500).default(50).describe('Sessions in a page, 1 to 500'),
    next_token: z.string().min(1).max(1000).optional().describe('The next_token of the page before, unchanged'),
    start_date: moment.optional().describe('Least created_at; inclusive'),
    end_date: moment.optional().describe('Greatest created_at; inclusive, a date alone with its whole day (UTC)'),
    external_id: z.string().min(1).max(255).optional().describe('Goes before workflow_id'),
    workflow_id: resourceIdField.optional().describe('Goes before by_organization'),
    by_organization: z
      .enum(['true', 'false', '1', '0'])
      .default('false')
      .describe('The whole organization instead of what the owner of the key sent'),
    status: z.enum(STATUSES).optional().describe('Only sessions that are in it now'),
    offset: z.coerce.number().int().min(0).max(MAX_OFFSET).default(0).describe('Not with next_token'),
  })
  .refine(({ offset, next_token }) => offset === 0 || next_token === undefined, {
    path: ['offset'],
    message: 'page by next_token or by offset, not by both',
  })

export const updateStatusBody = named(
  'UpdateSessionStatusRequest',
  z.object({
    new_status: z
      .enum(['VERIFIED', 'REJECTED'], 'must be VERIFIED or REJECTED')
      .describe('Taken as newStatus as well, which wins when both are sent'),
  }),
  { description: 'A decision by hand. Unknown keys are ignored.', example: { new_status: 'VERIFIED' } },
)

export const patchSessionBody = named(
  'PatchSessionRequest',
  z.object({
    status: z
      .enum(['VERIFIED', 'REJECTED', 'VOIDED'], 'must be VERIFIED, REJECTED or VOIDED')
      .describe('VOIDED calls the session back: what ran is paid, the rest of the hold is released'),
  }),
  { description: 'A decision by hand. Unknown keys are ignored.', example: { status: 'REJECTED' } },
)

export const retrievedSessionBody = named(
  'RetrievedSession',
  z.object({
    session_record: sessionRecord,
    sessionRecord,
    resource_links: z
      .record(z.string(), z.string())
      .describe('URLs of the pictures by their slot, such as id_front; each lives 15 minutes and needs no key'),
    resourceLinks: z.record(z.string(), z.string()).describe('The same as resource_links'),
    user: person.optional().describe('The applicant; left out when unknown'),
    sender_user: person.optional().describe('Who sent the session; left out when unknown'),
    senderUser: person.optional().describe('The same as sender_user'),
    invitations: invitationStates.optional(),
  }),
  {
    description: 'The session with its pictures and people; records carry every key in both casings.',
    example: {
      session_record: EXAMPLE_RECORD,
      sessionRecord: EXAMPLE_RECORD,
      resource_links: { id_front: FILE_URL },
      resourceLinks: { id_front: FILE_URL },
      user: EXAMPLE_PERSON,
      invitations: { email: 'sent', phone: 'not_configured' },
    },
  },
)

export const listedSessionsBody = named(
  'SessionList',
  z.object({
    sessions: z.array(sessionRecord).describe('Newest first'),
    next_token: z.string().nullable().describe('For the next page, unchanged; null on the last'),
    data: z.array(sessionRecord).describe('The same records as sessions'),
    total: z.int().describe('How many sessions the filters fit; 10000 when there are more'),
    hasMore: z.boolean().describe('Whether a page follows'),
    limit: z.int().describe('As it was asked for'),
    offset: z.int().describe('As it was asked for'),
  }),
  {
    description: 'A page of sessions, for clients that page by next_token and for those that page by offset.',
    example: {
      sessions: [EXAMPLE_RECORD],
      ...{ next_token: null, data: [EXAMPLE_RECORD], total: 1, hasMore: false, limit: 50, offset: 0 },
    },
  },
)

/** The console's page of the session (`web/console/router.tsx`), and its route here. */
export function toLinks(id: string, baseUrl: string) {
  return [
    toLink('admin_console', `${baseUrl}/sessions/${id}`, 'Look at this session in the Admin Console'),
    toLink('session_details', `${baseUrl}/v1/sessions/${id}`, 'Retrieve this session'),
  ]
}

function toLink(rel: string, href: string, description: string) {
  return { rel, href, description, url: href, type: rel }
}
