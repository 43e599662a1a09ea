/** Row interfaces of the tables of webhooks. */
import type { Generated } from 'kysely'
import type { EventId, OrganizationId, SessionId, WebhookDeliveryId, WebhookEndpointId } from '../lib/ids.ts'

export type EndpointStatus = 'active' | 'paused' | 'disabled'
export type DeliveryState = 'waiting' | 'delivered' | 'failed'

export interface WebhookEndpointsTable {
  id: WebhookEndpointId
  organizationId: OrganizationId
  environment: 'live' | 'sandbox'
  name: string
  url: string
  description: string | null
  eventTypes: string[] | null
  sealedSecret: Buffer
  secretVersion: number
  sealedPreviousSecret: Buffer | null
  previousSecretVersion: number | null
  previousSecretEndsAt: Date | null
  sendsSecret: Generated<boolean>
  status: Generated<EndpointStatus>
  disabledReason: 'by_hand' | 'gone' | 'failing' | null
  failingSince: Date | null
  createdAt: Date
  updatedAt: Date
}

export interface WebhookDeliveriesTable {
  id: WebhookDeliveryId
  organizationId: OrganizationId
  environment: 'live' | 'sandbox'
  endpointId: WebhookEndpointId
  eventId: EventId | null
  type: string
  sessionId: SessionId | null
  sequence: Generated<number>
  state: Generated<DeliveryState>
  attempts: Generated<number>
  begunAt: Generated<Date>
  dueAt: Generated<Date>
  claimedUntil: Date | null
  createdAt: Generated<Date>
  finishedAt: Date | null
}

export interface WebhookAttemptsTable {
  organizationId: OrganizationId
  deliveryId: WebhookDeliveryId
  number: number
  at: Date
  tookMs: number
  status: number | null
  error: string | null
  answer: string | null
}
