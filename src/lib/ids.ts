/** Makes and checks identifiers; the only place that does. */
import { randomUUID } from 'node:crypto'

declare const kind: unique symbol
type Id<K extends string> = string & { readonly [kind]: K }

export type OrganizationId = Id<'organization'>
export type ApiKeyId = Id<'api_key'>
export type MemberUserId = Id<'member_user'>
export type PasskeyId = Id<'passkey'>
export type ApplicantId = Id<'applicant'>
export type WorkflowId = Id<'workflow'>
export type WorkflowVersionId = Id<'workflow_version'>
export type SessionId = Id<'session'>
export type EvidenceId = Id<'evidence'>
export type CheckId = Id<'check'>
export type EventId = Id<'event'>
export type HoldId = Id<'hold'>
export type DataKeyId = Id<'data_key'>
export type InvitationId = Id<'invitation'>
export type RequestLogId = Id<'request_log'>
export type WebhookEndpointId = Id<'webhook_endpoint'>
export type WebhookDeliveryId = Id<'webhook_delivery'>
export type MessageId = Id<'message'>
export type InstallationId = Id<'installation'>
export type BlobStoreId = Id<'blob_store'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A random UUID (version 4): for everything that a caller can see, since it cannot be guessed or ordered. */
export function newId<T extends Id<string>>(): T {
  return randomUUID() as string as T
}

/**
 * A time-ordered UUID (version 7, RFC 9562 §5.7): for rows that only we see and that grow by insertion. Of those of one
 * millisecond the last 12 bits of `sequence` tell the order (§6.2, method 1); without it there is none.
 */
export function newOrderedId<T extends Id<string>>(nowMs: number, sequence?: number): T {
  const time = Math.floor(nowMs).toString(16).padStart(12, '0')
  // The random bits of a version 4, whose generator keeps a stock of them.
  const random = randomUUID()
  const within = sequence === undefined ? random.slice(15, 18) : (sequence & 0xfff).toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${within}${random.slice(18)}` as T
}

/** The least version 7 UUID of a moment: ids made earlier are less, ids made then or later are not. */
export function leastOrderedId<T extends Id<string>>(nowMs: number): T {
  const hex = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000` as T
}

/** The moment that a version 7 UUID was made of, in ms. */
export function orderedIdMs(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16)
}

/** Whether `text` has the form of a UUID, of any version and either case. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
