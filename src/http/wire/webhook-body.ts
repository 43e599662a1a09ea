/** The body of a webhook: an event and the session as it was when it happened (contract §5). */
import type { EventType } from '../../services/events/event-types.ts'
import type { SessionView } from '../../services/sessions/view.ts'
import { toSessionRecord } from './session-record.ts'
import { EXAMPLE_RECORD } from './session-records.ts'

/** What tells of a session as it was created has nothing that was given or measured. */
const CREATED = { uploads: {}, meta_data: {}, analysis_data: undefined, submitted_at: undefined }
const UNDECIDED = { decision_source: undefined, auto_decision: undefined }

/** What of the example differs for each type. */
const EXAMPLES: Readonly<Record<EventType, Readonly<Record<string, unknown>>>> = {
  'session.created': { status: 'PENDING', session_progress: 'PENDING', ...CREATED, ...UNDECIDED },
  'session.status.submitted': { status: 'SUBMITTED', ...UNDECIDED },
  'session.status.verified': {},
  'session.status.rejected': { status: 'REJECTED', ...UNDECIDED },
  'session.status.failed': { status: 'FAILED', ...UNDECIDED },
  'session.status.voided': { status: 'VOIDED', ...UNDECIDED },
  'session.status.expired': { status: 'EXPIRED', session_progress: 'PENDING', ...CREATED, ...UNDECIDED },
}

/** JSON text; without a session an example, as a test sends it. */
export function writeWebhookBody(type: string, session: SessionView | undefined): string {
  return JSON.stringify({ type, data: session ? toSessionRecord(session) : exampleOf(type as EventType) })
}

/** A record of nobody, as an event of the type would bring it. */
export function exampleOf(type: EventType): Readonly<Record<string, unknown>> {
  return { ...EXAMPLE_RECORD, ...EXAMPLES[type] }
}
