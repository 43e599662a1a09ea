/** Webhook endpoints and deliveries on the wire. */
import * as z from 'zod'
import { EVENT_TYPES } from '../../services/events/event-types.ts'
import type { Delivery, ListedAttempt } from '../../services/webhooks/delivery.ts'
import type { WebhookEndpoint } from '../../services/webhooks/endpoint.ts'
import { named } from './named.ts'

const ENDPOINT_ID = '2f1c9a52-5c06-4a53-9e1b-6f3a1f6a4a77'
const DELIVERY_ID = '019b7c1e-3a55-7a7e-9d0e-6f3c2b1a9d84'
const EVENT_ID = '019b7c1e-3a55-7a7e-9d0e-6f3c2b1a9d80'
const SESSION_ID = '0b6f9a52-5c06-4a53-9e1b-6f3a1f6a4a11'
const AT = '2026-11-30T14:00:00.000Z'
const SECRET = 'whsec_c2VjcmV0IG9mIHRoaXJ0eS10d28gcmFuZG9tIGJ5dGVzIQ=='

const fields = {
  name: z.string().trim().min(1).max(100).describe('For people, 1 to 100 characters'),
  url: z
    .string()
    .max(2048)
    .describe('Absolute https address that is public, or one of a network that the operator allows'),
  description: z.string().max(500).nullable().describe('At most 500 characters'),
  event_types: z
    .array(z.enum(EVENT_TYPES))
    .nullable()
    .describe('Types of events; null or left out: all, also those that come to be later'),
  sends_secret: z
    .boolean()
    .describe(
      'Whether deepidv-signature holds the secret itself, for receivers that compare it. Whoever sees one request then has it',
    ),
}

export const createEndpointBody = named(
  'CreateWebhookEndpointRequest',
  z.object({
    name: fields.name.optional().describe('For people; left out: the host of the address'),
    url: fields.url,
    description: fields.description.optional(),
    event_types: fields.event_types.optional(),
    sends_secret: fields.sends_secret.optional(),
  }),
  {
    description: 'Where events of the key’s environment shall be sent. Unknown keys are ignored.',
    example: { name: 'Onboarding', url: 'https://example.com/webhooks', event_types: ['session.status.verified'] },
  },
)

export const updateEndpointBody = named(
  'UpdateWebhookEndpointRequest',
  z.object({
    name: fields.name.optional(),
    url: fields.url.optional(),
    description: fields.description.optional(),
    event_types: fields.event_types.optional(),
    sends_secret: fields.sends_secret.optional(),
    status: z
      .enum(['active', 'paused', 'disabled'])
      .optional()
      .describe('paused: what happens meanwhile is sent later. disabled: it is not'),
  }),
  { description: 'What is left out stays as it is.', example: { status: 'paused' } },
)

const endpointFields = {
  id: z.string(),
  ...fields,
  status: z.enum(['active', 'paused', 'disabled']),
  disabled_reason: z
    .enum(['by_hand', 'gone', 'failing'])
    .nullable()
    .describe('gone: it answered 410. failing: every attempt of three days failed'),
  failing_since: z.string().nullable().describe('Since when every attempt has failed; null: the last one did not'),
  previous_secret_ends_at: z
    .string()
    .nullable()
    .describe('Until then webhooks are signed with the secret before as well'),
  created_at: z.string(),
  updated_at: z.string(),
}

const EXAMPLE_ENDPOINT = {
  ...{ id: ENDPOINT_ID, name: 'Onboarding', url: 'https://example.com/webhooks', description: null },
  ...{ event_types: ['session.status.verified' as const], sends_secret: false, status: 'active' as const },
  ...{ disabled_reason: null, failing_since: null, previous_secret_ends_at: null, created_at: AT, updated_at: AT },
}

export const endpointBody = named('WebhookEndpoint', z.object(endpointFields), {
  description: 'Where events are sent. Its secret is never shown again.',
  example: EXAMPLE_ENDPOINT,
})

const secretField = z.string().describe('whsec_ and the key of the HMAC in base64; shown this once')

export const createdEndpointBody = named(
  'CreatedWebhookEndpoint',
  z.object({ ...endpointFields, secret: secretField }),
  { description: 'The endpoint with its secret.', example: { ...EXAMPLE_ENDPOINT, secret: SECRET } },
)

export const listedEndpointsBody = named('WebhookEndpointList', z.object({ endpoints: z.array(endpointBody) }), {
  description: 'All endpoints of the environment, oldest first.',
  example: { endpoints: [EXAMPLE_ENDPOINT] },
})

export const rotateSecretBody = named(
  'RotateWebhookSecretRequest',
  z.object({
    overlap_hours: z
      .number()
      .min(0)
      .max(168)
      .default(24)
      .describe('For how long webhooks are signed with both secrets'),
  }),
  { description: 'How the secret is changed.', example: { overlap_hours: 24 } },
)

export const rotatedSecretBody = named('RotatedWebhookSecret', z.object({ secret: secretField }), {
  description: 'The new secret.',
  example: { secret: SECRET },
})

export const testEndpointBody = named(
  'TestWebhookEndpointRequest',
  z.object({ type: z.enum(EVENT_TYPES).default('session.status.verified') }),
  { description: 'Which event the example is of.', example: { type: 'session.status.verified' } },
)

export const sentTestBody = named('SentWebhookTest', z.object({ delivery_id: z.string() }), {
  description: 'The delivery of the example, to be looked at.',
  example: { delivery_id: DELIVERY_ID },
})

export const resendFailedBody = named(
  'ResendFailedWebhooksRequest',
  z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }),
  { description: 'When the deliveries were made; both ends count.', example: { from: AT, to: AT } },
)

export const resentBody = named('ResentWebhooks', z.object({ resent: z.int() }), {
  description: 'How many deliveries are sent again.',
  example: { resent: 3 },
})

export const listDeliveriesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('1 to 500'),
  next_token: z.string().min(1).max(1000).optional().describe('The next_token of the page before, unchanged'),
  state: z.enum(['waiting', 'delivered', 'failed']).optional().describe('Only deliveries that are in it'),
})

const deliveryFields = {
  id: z.string(),
  endpoint_id: z.string(),
  event_id: z
    .string()
    .nullable()
    .describe('The webhook-id of every attempt; null for a test, whose id is that of the delivery'),
  type: z.string(),
  session_id: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'failed']).describe('failed: it is not tried any more'),
  attempts: z.int(),
  next_attempt_at: z.string().nullable(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
}

const EXAMPLE_DELIVERY = {
  ...{ id: DELIVERY_ID, endpoint_id: ENDPOINT_ID, event_id: EVENT_ID, type: 'session.status.verified' },
  ...{ session_id: SESSION_ID, state: 'delivered' as const, attempts: 1, next_attempt_at: null },
  ...{ created_at: AT, finished_at: AT },
}

const deliveryBody = named('WebhookDelivery', z.object(deliveryFields), {
  description: 'The telling of one event to one endpoint.',
  example: EXAMPLE_DELIVERY,
})

export const listedDeliveriesBody = named(
  'WebhookDeliveryList',
  z.object({ deliveries: z.array(deliveryBody), next_token: z.string().nullable().describe('null on the last page') }),
  { description: 'One page, newest first.', example: { deliveries: [EXAMPLE_DELIVERY], next_token: null } },
)

const attemptBody = named(
  'WebhookAttempt',
  z.object({
    number: z.int(),
    at: z.string(),
    took_ms: z.int(),
    status: z.int().nullable().describe('Of the answer; null when there was none'),
    error: z.string().nullable().describe('Why it counts as failed; null when it does not'),
    answer: z.string().nullable().describe('The first 1024 bytes of the answer, or what went wrong'),
  }),
  { description: 'One request to an endpoint.' },
)

export const deliveryWithAttemptsBody = named(
  'WebhookDeliveryWithAttempts',
  z.object({ ...deliveryFields, all_attempts: z.array(attemptBody) }),
  {
    description: 'A delivery with its attempts, oldest first.',
    example: {
      ...EXAMPLE_DELIVERY,
      all_attempts: [{ number: 1, at: AT, took_ms: 83, status: 200, error: null, answer: 'ok' }],
    },
  },
)

export function toEndpointBody(endpoint: WebhookEndpoint): z.infer<typeof endpointBody> {
  const { id, name, url, description, eventTypes, sendsSecret, status, disabledReason } = endpoint
  return {
    ...{ id, name, url, description, sends_secret: sendsSecret, status, disabled_reason: disabledReason },
    event_types: eventTypes as z.infer<typeof endpointBody>['event_types'],
    failing_since: toText(endpoint.failingSince),
    previous_secret_ends_at: toText(endpoint.previousSecretEndsAt),
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  }
}

export function toDeliveryBody(delivery: Delivery): z.infer<typeof deliveryBody> {
  const { id, endpointId, eventId, type, sessionId, state, attempts, dueAt, createdAt, finishedAt } = delivery
  return {
    ...{ id, endpoint_id: endpointId, event_id: eventId, type, session_id: sessionId, state, attempts },
    next_attempt_at: state === 'waiting' ? dueAt.toISOString() : null,
    ...{ created_at: createdAt.toISOString(), finished_at: toText(finishedAt) },
  }
}

export function toAttemptBody({
  number,
  at,
  tookMs,
  status,
  error,
  answer,
}: ListedAttempt): z.infer<typeof attemptBody> {
  return { number, at: at.toISOString(), took_ms: tookMs, status, error, answer }
}

function toText(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
