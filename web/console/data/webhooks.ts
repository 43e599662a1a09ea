/** Webhooks: where the organization's events are sent, and what came of it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { showAllHidden } from '../../ui/hidden-characters.ts'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'

export type EndpointStatus = 'active' | 'paused' | 'disabled'
export type DeliveryState = 'waiting' | 'delivered' | 'failed'

/** What its owner sets. */
export interface EndpointFields {
  readonly name: string
  readonly url: string
  readonly description: string | null
  /** Null: all, also those that come to be later. */
  readonly eventTypes: readonly string[] | null
  /** Whether the secret itself is sent, in deepidv-signature. */
  readonly sendsSecret: boolean
}

export interface WebhookEndpoint extends EndpointFields {
  readonly id: string
  readonly status: EndpointStatus
  /** gone: it answered 410. failing: every attempt of three days failed. */
  readonly disabledReason: 'by_hand' | 'gone' | 'failing' | null
  /** Since when every attempt has failed. */
  readonly failingSince: string | null
  /** Until then webhooks are signed with the secret before as well. */
  readonly previousSecretEndsAt: string | null
  readonly createdAt: string
}

export interface ListedEndpoint extends WebhookEndpoint {
  /** Of the newest deliveries, at most 100; absent when there were none. */
  readonly latest?: Readonly<Record<DeliveryState, number>>
  readonly lastDeliveryAt?: string
}

interface EndpointList {
  readonly items: readonly ListedEndpoint[]
  /** Every type that there is. */
  readonly eventTypes: readonly string[]
}

export interface Delivery {
  readonly id: string
  readonly endpointId: string
  /** The webhook-id of every attempt; null for a test, whose id is that of the delivery. */
  readonly eventId: string | null
  readonly type: string
  readonly sessionId: string | null
  readonly state: DeliveryState
  readonly attempts: number
  readonly nextAttemptAt: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface Attempt {
  readonly number: number
  readonly at: string
  readonly tookMs: number
  /** Null when there was no answer. */
  readonly status: number | null
  readonly error: string | null
  /** The first bytes of the answer, or what went wrong. */
  readonly answer: string | null
}

export interface WholeDelivery extends Delivery {
  readonly allAttempts: readonly Attempt[]
}

/** How many deliveries of an hour came to what. */
export interface DeliveryHour extends Readonly<Record<DeliveryState, number>> {
  readonly startsAt: string
}

export interface DeliveryHistory {
  /** Of the last 72 hours, oldest first; the last one is under way. */
  readonly hours: readonly DeliveryHour[]
  /** Whether all of that time was counted: else the newest 50,000 deliveries were. */
  readonly isWhole: boolean
}

/** One that was disabled because nothing arrived. */
export interface EndedEndpoint {
  readonly id: string
  readonly name: string
  readonly disabledReason: 'gone' | 'failing'
}

/** What the list of deliveries is narrowed to. */
export interface DeliveryFilter {
  readonly state?: DeliveryState | undefined
  readonly cursor?: string | undefined
}

/** One event of a session; `deliveries` is absent for members who may not see webhooks. */
export interface SessionEvent {
  readonly id: string
  readonly type: string
  readonly sequence: number
  readonly createdAt: string
  readonly deliveries?: ReadonlyArray<{
    readonly id: string
    readonly endpointId: string
    readonly endpointName: string
    readonly state: DeliveryState
    readonly attempts: number
  }>
}

const LIST_MS = 30_000
const ENDED_MS = 60_000
const DELIVERIES_MS = 5_000
/** While the next attempt is waited for. */
const WAITING_MS = 2_000

/** Everything about webhooks, for whoever has changed something. */
export function webhooksKey() {
  return [...organizationKey(), 'webhooks'] as const
}

/** Every endpoint of the environment, oldest first. */
export function webhooksQuery() {
  return queryOptions({
    queryKey: [...webhooksKey(), 'list'],
    queryFn: ({ signal }) => api.get<EndpointList>(organizationPath('/webhooks'), signal).then(showAllHidden),
    refetchInterval: LIST_MS,
  })
}

/** One endpoint. */
export function webhookQuery(id: string) {
  return queryOptions({
    queryKey: [...webhooksKey(), 'endpoint', id],
    queryFn: ({ signal }) => api.get<WebhookEndpoint>(organizationPath(`/webhooks/${id}`), signal).then(showAllHidden),
    refetchInterval: LIST_MS,
  })
}

/** Those that were disabled because nothing arrived, for every page. */
export function endedWebhooksQuery() {
  return queryOptions({
    queryKey: [...webhooksKey(), 'ended'],
    queryFn: ({ signal }) =>
      api
        .get<{ readonly items: readonly EndedEndpoint[] }>(organizationPath('/ended-webhooks'), signal)
        .then(showAllHidden),
    refetchInterval: ENDED_MS,
  })
}

/** What came of an endpoint's deliveries by the hour. */
export function deliveryHistoryQuery(id: string) {
  return queryOptions({
    queryKey: [...webhooksKey(), 'history', id],
    queryFn: ({ signal }) => api.get<DeliveryHistory>(organizationPath(`/webhooks/${id}/history`), signal),
    refetchInterval: LIST_MS,
  })
}

/** One page of an endpoint's deliveries, newest first; the first page is renewed by itself. */
export function deliveriesQuery(endpointId: string, { state, cursor }: DeliveryFilter) {
  const query = new URLSearchParams({ ...(state && { state }), ...(cursor !== undefined && { cursor }) }).toString()
  return queryOptions({
    queryKey: [...webhooksKey(), 'deliveries', endpointId, query],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: readonly Delivery[]; readonly nextCursor?: string }>(
        organizationPath(`/webhooks/${endpointId}/deliveries?${query}`),
        signal,
      ),
    refetchInterval: cursor === undefined ? DELIVERIES_MS : false,
    placeholderData: keepPreviousData,
  })
}

/** One delivery with its attempts. */
export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: [...webhooksKey(), 'delivery', id],
    queryFn: ({ signal }) =>
      api.get<WholeDelivery>(organizationPath(`/webhook-deliveries/${id}`), signal).then(showAllHidden),
    refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' ? WAITING_MS : false),
  })
}

/** What happened to a session, newest first. */
export function sessionEventsQuery(sessionId: string) {
  return queryOptions({
    queryKey: [...organizationKey(), 'session-events', sessionId],
    queryFn: ({ signal }) =>
      api
        .get<{ readonly items: readonly SessionEvent[] }>(organizationPath(`/sessions/${sessionId}/events`), signal)
        .then(showAllHidden),
    refetchInterval: DELIVERIES_MS,
  })
}

/** Adds an endpoint; the secret is answered this once. */
export function createEndpoint(fields: EndpointFields): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  return api.post(organizationPath('/webhooks'), fields)
}

/** What is left out stays as it is. */
export function changeEndpoint(
  id: string,
  change: Partial<EndpointFields> & { readonly status?: EndpointStatus },
): Promise<WebhookEndpoint> {
  return api.patch(organizationPath(`/webhooks/${id}`), change)
}

/** Deletes an endpoint with its deliveries. */
export function deleteEndpoint(id: string): Promise<void> {
  return api.delete(organizationPath(`/webhooks/${id}`))
}

/** Another secret; for `overlapHours` webhooks are signed with both. */
export function rotateSecret(id: string, overlapHours: number): Promise<{ readonly secret: string }> {
  return api.post(organizationPath(`/webhooks/${id}/rotate-secret`), { overlapHours })
}

/** Sends an example of an event. */
export function sendTestEvent(id: string, type: string): Promise<{ readonly deliveryId: string }> {
  return api.post(organizationPath(`/webhooks/${id}/test`), { type })
}

/** Sends all again that failed for good and were made from one moment to another. */
export function resendFailed(
  id: string,
  range: { readonly from: string; readonly to: string },
): Promise<{ readonly resent: number }> {
  return api.post(organizationPath(`/webhooks/${id}/resend-failed`), range)
}

/** Sends one delivery again, under the same webhook-id. */
export function resendDelivery(id: string): Promise<void> {
  return api.post(organizationPath(`/webhook-deliveries/${id}/resend`))
}

/** The request of a delivery without its signature; null once the applicant was erased. The read is put on record. */
export function getDeliveryRequest(id: string): Promise<{ readonly webhookId: string; readonly body: string | null }> {
  return api.get(organizationPath(`/webhook-deliveries/${id}/request`))
}
