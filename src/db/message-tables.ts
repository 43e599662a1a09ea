/** Row interfaces of the tables of messages to people. */
import type { Generated } from 'kysely'
import type { InvitationId, MemberUserId, MessageId, OrganizationId, SessionId } from '../lib/ids.ts'

export type MessageChannel = 'email' | 'phone'
export type MessageKind = 'session_invitation' | 'session_reminder'
export type MessageState = 'queued' | 'sent' | 'refused' | 'unknown'

export interface MessagesTable {
  id: MessageId
  organizationId: OrganizationId
  environment: 'live' | 'sandbox'
  channel: MessageChannel
  kind: MessageKind
  sessionId: SessionId
  state: Generated<MessageState>
  reason: string | null
  statusCode: number | null
  attempts: Generated<number>
  begunAt: Generated<Date>
  dueAt: Generated<Date>
  claimedUntil: Date | null
  handingSince: Date | null
  createdAt: Date
  finishedAt: Date | null
}

/** Mail to people who use the console, until it was taken. */
export interface AccountMailsTable {
  id: MessageId
  userId: MemberUserId | null
  invitationId: InvitationId | null
  begunAt: Generated<Date>
  dueAt: Generated<Date>
  claimedUntil: Date | null
}
