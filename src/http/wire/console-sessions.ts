/** Sessions of the console on the wire: what its list is asked for, and its CSV. */
import * as z from 'zod'
import { type CsvCell, toCsvLine } from '../../lib/csv.ts'
import type { FoundSession } from '../../services/sessions/search/found-session.ts'
import type { SessionChoice } from '../../services/sessions/search/open-search.ts'
import {
  emailField,
  expiresInHoursField,
  idField,
  nameField,
  phoneField,
  redirectUrlField,
  scenarioFields,
} from './fields.ts'

/** Several values of one filter, with commas between them. */
function several<const T extends string>(values: readonly T[]) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).max(values.length))
    .optional()
}

const choiceFields = {
  status: several(['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED']),
  progress: several(['PENDING', 'STARTED', 'COMPLETED']),
  workflow: z.string().max(64).optional(),
  externalId: z.string().max(255).optional(),
  createdFrom: z.iso.datetime({ offset: true }).optional(),
  createdTo: z.iso.datetime({ offset: true }).optional(),
  search: z.string().max(254).optional(),
}

export const exportSessionsQuery = z.object(choiceFields)

export const searchSessionsQuery = z.object({
  ...choiceFields,
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(1000).optional(),
})

export const newSessionBody = z.strictObject({
  firstName: nameField,
  lastName: nameField,
  email: emailField,
  phone: phoneField.optional(),
  externalId: z.string().trim().min(1).max(255).optional(),
  workflowId: idField.optional(),
  redirectUrl: redirectUrlField.optional(),
  expiresInHours: expiresInHoursField.optional(),
  invitesByMail: z.boolean().default(false),
  invitesByPhone: z.boolean().default(false),
  ...scenarioFields,
})

/** What the query chooses; a filter that is left empty chooses nothing. */
export function toSessionChoice(query: z.infer<typeof exportSessionsQuery>): SessionChoice {
  const { status, progress, workflow, externalId, createdFrom, createdTo, search } = query
  return {
    ...{ statuses: status, progress, workflowId: workflow || undefined, externalId: externalId || undefined },
    createdFrom: createdFrom === undefined ? undefined : new Date(createdFrom),
    createdTo: createdTo === undefined ? undefined : new Date(createdTo),
    text: search || undefined,
  }
}

const CSV_HEADER = [
  ...['id', 'status', 'progress', 'type', 'first_name', 'last_name', 'email', 'phone', 'workflow', 'external_id'],
  ...['risk', 'created_at', 'submitted_at', 'decided_at', 'expires_at', 'duration_seconds'],
]

/** The lines of an export, one at a time. */
export async function* toSessionsCsv(sessions: AsyncIterable<FoundSession>): AsyncGenerator<string> {
  yield toCsvLine(CSV_HEADER)
  for await (const session of sessions) yield toCsvLine(toCells(session))
}

function toCells(session: FoundSession): CsvCell[] {
  const { id, status, progress, type, firstName, lastName, email, phone, workflow, externalId } = session
  const { risk, createdAt, submittedAt, decidedAt, expiresAt, durationSeconds } = session
  return [
    ...[id, status, progress, type, firstName, lastName, email, phone, workflow?.name, externalId],
    ...[risk, createdAt, submittedAt, decidedAt, expiresAt, durationSeconds],
  ]
}
