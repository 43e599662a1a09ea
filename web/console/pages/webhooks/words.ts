/** Says endpoints, events and deliveries in words. */
import type { DeliveryState, WebhookEndpoint } from '../../data/webhooks.ts'

const EVENT_WORDS: Readonly<Record<string, string>> = {
  'session.created': 'Session created',
  'session.status.submitted': 'Session submitted',
  'session.status.verified': 'Session verified',
  'session.status.rejected': 'Session rejected',
  'session.status.failed': 'Session failed',
  'session.status.voided': 'Session voided',
  'session.status.expired': 'Session expired',
  'applicant.erased': 'Applicant erased',
  'balance.low': 'Balance low',
  'endpoint.disabled': 'Endpoint disabled',
}

/** A type of events in words; one that is not known is said by its own name. */
export function sayEvent(type: string): string {
  return EVENT_WORDS[type] ?? type
}

export const STATE_WORDS: Readonly<Record<DeliveryState, string>> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
}

const ERROR_WORDS: Readonly<Record<string, string>> = {
  status_refused: 'The answer was not 2xx',
  address_refused: 'The address may not be reached',
  name_unknown: 'The name of the host is unknown',
  connection_refused: 'Nobody listens at the address',
  connection_broken: 'The connection broke off',
  certificate_invalid: 'The certificate is not valid',
  timeout: 'No answer within 10 seconds',
  applicant_erased: 'The applicant was erased before it could be sent',
  internal_error: 'It could not be sent; the server’s log has the reason',
}

/** Why an attempt counts as failed. */
export function sayError(error: string): string {
  return ERROR_WORDS[error] ?? error
}

/** Why nothing is sent to an endpoint, or nothing arrives; undefined when all is well or it was meant so. */
export function sayTrouble({ status, disabledReason, failingSince }: WebhookEndpoint): string | undefined {
  if (status === 'disabled' && disabledReason === 'gone') {
    return 'It answered 410 Gone, which says that nobody listens there any more. Events are not sent, nor kept for later.'
  }
  if (status === 'disabled' && disabledReason === 'failing') {
    return 'Every attempt of three days failed. Events are not sent, nor kept for later.'
  }
  if (status === 'active' && failingSince !== null) {
    return 'Events are kept and tried again for three days; then the endpoint is disabled.'
  }
  return undefined
}

/** `All events` or how many types. */
export function sayTypes(types: readonly string[] | null): string {
  if (types === null) return 'All events'
  const [only] = types
  return types.length === 1 && only !== undefined ? sayEvent(only) : `${types.length} types of events`
}
