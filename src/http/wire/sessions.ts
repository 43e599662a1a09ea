/** Sessions on the wire: one answer in both casings, so that every generation of clients is satisfied (contract §9). */
import * as z from 'zod'
import type { CreatedSession } from '../../services/sessions/create.ts'
import type { RetrievedSession } from '../../services/sessions/get.ts'
import type { SessionRecord } from '../../services/sessions/record.ts'
import { toCamelCase } from './aliases.ts'
import { emailField, expiresInHoursField, idField, nameField, phoneField, redirectUrlField } from './fields.ts'

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

/** The answer to a retrieval. */
export function toRetrievedSession(session: RetrievedSession): z.infer<typeof retrievedSessionBody> {
  const { session_record, resource_links, user, sender_user } = session
  const bothCasings = toDualRecord(session_record)
  const sender = sender_user && toDualKeys(sender_user)
  return {
    session_record: bothCasings,
    sessionRecord: bothCasings,
    resource_links,
    resourceLinks: resource_links,
    ...(user && { user: toDualKeys(user) }),
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

function camelizeDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelizeDeep)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toCamelCase(key), camelizeDeep(inner)]))
}

function toLink(rel: string, href: string, description: string) {
  return { rel, href, description, url: href, type: rel }
}

/** Invitations are asked for unless the caller says no (contract §4.2); this installation has no way to send them. */
function invitationState(asked: boolean | undefined): string {
  return asked === false ? 'not_requested' : 'not_configured'
}
