/** The types of events: the contract's (§5), two of ours of sessions, and those of no session. */
import type { ApplicantId, WebhookEndpointId } from '../../lib/ids.ts'

export const SESSION_EVENT_TYPES = [
  'session.created',
  'session.status.submitted',
  'session.status.verified',
  'session.status.rejected',
  'session.status.failed',
  'session.status.voided',
  'session.status.expired',
] as const

export type SessionEventType = (typeof SESSION_EVENT_TYPES)[number]

export const EVENT_TYPES = [...SESSION_EVENT_TYPES, 'applicant.erased', 'balance.low', 'endpoint.disabled'] as const

export type EventType = (typeof EVENT_TYPES)[number]

/** What is kept of an event of no session, by its type. None of it tells of a person. */
export interface EventData {
  readonly 'applicant.erased': { readonly applicantId: ApplicantId; readonly erasedAt: string }
  /** In whole tokens. Written by the database, whichever statement lowers the balance (migrations/0044_other_events.sql). */
  readonly 'balance.low': { readonly availableTokens: number; readonly alertBelowTokens: number }
  readonly 'endpoint.disabled': {
    readonly endpointId: WebhookEndpointId
    readonly name: string
    readonly reason: 'by_hand' | 'gone' | 'failing'
    /** Since when every attempt had failed; null: the last one had not. */
    readonly failingSince: string | null
  }
}

/** An event of no session with what is told of it. */
export type OtherEvent = {
  [Type in keyof EventData]: { readonly type: Type; readonly data: EventData[Type] }
}[keyof EventData]
