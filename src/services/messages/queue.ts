/** Queues a message: a worker sends it when the transaction is committed. */
import type { TxContext } from '../../context.ts'
import type { MessageChannel, MessageKind } from '../../db/message-tables.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type MessageId, newId, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import { MAX_MESSAGES, type Message } from './list.ts'
import { insertMessage, listSessionMessages } from './queries.ts'

export interface NewMessage {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly channel: MessageChannel
  readonly kind: MessageKind
  readonly sessionId: SessionId
}

/** The message that waits. Throws `conflict` while one waits already, and after ten about the same session. Call inside a transaction. */
export async function queueMessage(tx: TxContext, message: NewMessage): Promise<Message> {
  const { organizationId, sessionId } = message
  const earlier = await listSessionMessages(tx.db, organizationId, sessionId, MAX_MESSAGES)
  if (earlier.length >= MAX_MESSAGES) {
    throw new AppError('conflict', { message: `No more than ${MAX_MESSAGES} messages are sent about one session` })
  }
  const row = { ...message, id: newId<MessageId>(), createdAt: nowDate(tx.clock) }
  if (!(await insertMessage(tx.db, row))) {
    throw new AppError('conflict', { message: 'The last message is still on its way' })
  }
  const { organizationId: _, ...shown } = row
  return { ...shown, state: 'queued', reason: null, statusCode: null, attempts: 0, finishedAt: null }
}

/**
 * Queues a reminder by every channel by which the session's link was sent; answers them. One that waits already is enough, and ten messages
 * are. Call inside a transaction with the session locked.
 */
export async function queueReminders(
  tx: TxContext,
  subject: Omit<NewMessage, 'channel' | 'kind'>,
): Promise<MessageChannel[]> {
  const earlier = await listSessionMessages(tx.db, subject.organizationId, subject.sessionId, MAX_MESSAGES)
  const sent = new Set(earlier.flatMap(({ state, channel }) => (state === 'sent' ? [channel] : [])))
  const queued: MessageChannel[] = []
  for (const channel of sent) {
    if (earlier.length + queued.length >= MAX_MESSAGES) break
    const row = {
      ...subject,
      channel,
      kind: 'session_reminder',
      id: newId<MessageId>(),
      createdAt: nowDate(tx.clock),
    } as const
    if (await insertMessage(tx.db, row)) queued.push(channel)
  }
  return queued
}
