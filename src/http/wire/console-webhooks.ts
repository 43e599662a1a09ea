/** Webhooks as the console's pages read them. */
import type { Delivery, ListedAttempt } from '../../services/webhooks/delivery.ts'
import type { DeliveryContent } from '../../services/webhooks/delivery-content.ts'
import type { WebhookEndpoint } from '../../services/webhooks/endpoint.ts'
import type { EndpointHealth } from '../../services/webhooks/health.ts'
import type { ToldEvent } from '../../services/webhooks/session-events.ts'
import { writeWebhookBody } from './webhook-body.ts'

/** Without its secret. */
export function toConsoleEndpoint(endpoint: WebhookEndpoint) {
  const { organizationId: _organization, environment: _environment, ...shown } = endpoint
  return shown
}

/** As the list shows it. */
export function toListedEndpoint(endpoint: WebhookEndpoint, health: EndpointHealth | undefined) {
  return { ...toConsoleEndpoint(endpoint), ...health }
}

/** One delivery; `nextAttemptAt` only while it waits. */
export function toConsoleDelivery(delivery: Delivery) {
  const { id, endpointId, eventId, type, sessionId, state, attempts, dueAt, createdAt, finishedAt } = delivery
  return {
    ...{ id, endpointId, eventId, type, sessionId, state, attempts, createdAt, finishedAt },
    nextAttemptAt: state === 'waiting' ? dueAt : null,
  }
}

/** One delivery with its attempts, oldest first. */
export function toWholeDelivery(delivery: Delivery, attempts: readonly ListedAttempt[]) {
  return { ...toConsoleDelivery(delivery), allAttempts: attempts }
}

/** The request of a delivery without what signs it; no body once the applicant was erased. */
export function toDeliveryRequest({ delivery, content }: DeliveryContent) {
  const { id, eventId, type, sessionId } = delivery
  const isLost = eventId !== null && content === undefined
  return { webhookId: eventId ?? id, sessionId, body: isLost ? null : writeWebhookBody(type, content) }
}

/** One event of a session with what came of telling it. */
export function toConsoleEvent({ id, type, sequence, createdAt, deliveries }: ToldEvent) {
  return { id, type, sequence, createdAt, deliveries: deliveries?.map(({ eventId: _event, ...delivery }) => delivery) }
}
