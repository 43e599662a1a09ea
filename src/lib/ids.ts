/** Makes and checks identifiers; the only place that does. */
import { randomBytes, randomUUID } from 'node:crypto'

declare const kind: unique symbol
type Id<K extends string> = string & { readonly [kind]: K }

export type OrganizationId = Id<'organization'>
export type ApiKeyId = Id<'api_key'>
export type MemberUserId = Id<'member_user'>
export type ApplicantId = Id<'applicant'>
export type WorkflowId = Id<'workflow'>
export type WorkflowVersionId = Id<'workflow_version'>
export type SessionId = Id<'session'>
export type EvidenceId = Id<'evidence'>
export type CheckId = Id<'check'>
export type HoldId = Id<'hold'>
export type DataKeyId = Id<'data_key'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A random UUID (version 4): for everything that a caller can see, since it cannot be guessed or ordered. */
export function newId<T extends Id<string>>(): T {
  return randomUUID() as string as T
}

/** A time-ordered UUID (version 7, RFC 9562 §5.7): for rows that only we see and that grow by insertion. */
export function newOrderedId<T extends Id<string>>(nowMs: number): T {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return text as T
}

/** Whether `text` has the form of a UUID, of any version and either case. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
