/** The body of a webhook: an event and what is told of it, mostly the session as it was when it happened (contract §5). */
import type { ApplicantId, OrganizationId, WebhookEndpointId } from '../../lib/ids.ts'
import type { EventData, EventType, OtherEvent, SessionEventType } from '../../services/events/event-types.ts'
import type { EventContent } from '../../services/webhooks/event-content.ts'
import { toSessionRecord } from './session-record.ts'
import { EXAMPLE_RECORD } from './session-records.ts'

/** What tells of a session as it was created has nothing that was given or measured. */
const CREATED = { uploads: {}, meta_data: {}, analysis_data: undefined, submitted_at: undefined }
const UNDECIDED = { decision_source: undefined, auto_decision: undefined }

/** What of the example differs for each type. */
const SESSION_EXAMPLES: Readonly<Record<SessionEventType, Readonly<Record<string, unknown>>>> = {
  'session.created': { status: 'PENDING', session_progress: 'PENDING', ...CREATED, ...UNDECIDED },
  'session.status.submitted': { status: 'SUBMITTED', ...UNDECIDED },
  'session.status.verified': {},
  'session.status.rejected': { status: 'REJECTED', ...UNDECIDED },
  'session.status.failed': { status: 'FAILED', ...UNDECIDED },
  'session.status.voided': { status: 'VOIDED', ...UNDECIDED },
  'session.status.expired': { status: 'EXPIRED', session_progress: 'PENDING', ...CREATED, ...UNDECIDED },
}

const OTHER_EXAMPLES: EventData = {
  'applicant.erased': { applicantId: EXAMPLE_RECORD.user_id as ApplicantId, erasedAt: '2026-06-30T09:00:00.000Z' },
  'balance.low': { availableTokens: 80, alertBelowTokens: 100 },
  'endpoint.disabled': {
    ...{ endpointId: '2f1c9a52-5c06-4a53-9e1b-6f3a1f6a4a77' as WebhookEndpointId, name: 'Onboarding' },
    ...{ reason: 'failing', failingSince: '2026-03-28T14:06:12.481Z' },
  },
}

/** JSON text; without content an example, as a test sends it. */
export function writeWebhookBody(type: string, content: EventContent | undefined): string {
  return JSON.stringify({ type, data: content ? toEventData(content) : exampleOf(type as EventType) })
}

/** What is told of an event. */
export function toEventData(content: EventContent): Readonly<Record<string, unknown>> {
  if ('session' in content) return { ...toSessionRecord(content.session) }
  return toOtherData(content.other, content.organizationId)
}

/** What an event of the type would bring, of nobody. */
export function exampleOf(type: EventType): Readonly<Record<string, unknown>> {
  if (!isOther(type)) return { ...EXAMPLE_RECORD, ...SESSION_EXAMPLES[type] }
  const other = { type, data: OTHER_EXAMPLES[type] } as OtherEvent
  return toOtherData(other, EXAMPLE_RECORD.organization_id as OrganizationId)
}

function isOther(type: EventType): type is keyof EventData {
  return type in OTHER_EXAMPLES
}

function toOtherData({ type, data }: OtherEvent, organizationId: OrganizationId): Readonly<Record<string, unknown>> {
  const organization = { organization_id: organizationId }
  switch (type) {
    case 'applicant.erased':
      return { ...organization, user_id: data.applicantId, erased_at: data.erasedAt }
    case 'balance.low':
      return { ...organization, available_tokens: data.availableTokens, alert_below_tokens: data.alertBelowTokens }
    case 'endpoint.disabled': {
      const { endpointId, name, reason, failingSince } = data
      return { ...organization, endpoint_id: endpointId, name, reason, failing_since: failingSince }
    }
    default:
      return type satisfies never
  }
}
