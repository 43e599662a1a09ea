/** SQL of messages as their senders see them. */
import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { MessageChannel, MessagesTable } from '../../db/message-tables.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'

/** A message, without what only its sending needs. */
export type MessageRow = Omit<
  Selectable<MessagesTable>,
  'organizationId' | 'begunAt' | 'dueAt' | 'claimedUntil' | 'handingSince'
>

const COLUMNS = [
  'id',
  'environment',
  'channel',
  'kind',
  'sessionId',
  'state',
  'reason',
  'statusCode',
  'attempts',
  'createdAt',
  'finishedAt',
] as const

/** Queues a message; answers whether none waited already for the session and channel. */
export async function insertMessage(
  db: Db,
  row: Pick<
    Insertable<MessagesTable>,
    'id' | 'organizationId' | 'environment' | 'channel' | 'kind' | 'sessionId' | 'createdAt'
  >,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('messages')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The messages of a session, newest first, at most `most`. */
export function listSessionMessages(
  db: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  most: number,
): Promise<MessageRow[]> {
  return db
    .selectFrom('messages')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}

/** A message of any organization. */
export type LatestMessage = Pick<
  Selectable<MessagesTable>,
  'id' | 'organizationId' | 'channel' | 'kind' | 'sessionId' | 'createdAt'
>

/** The latest messages by some channels of every organization, newest first, at most `most`. */
export function listLatestMessages(
  db: Db,
  channels: readonly MessageChannel[],
  most: number,
): Promise<LatestMessage[]> {
  return db
    .selectFrom('messages')
    .select(['id', 'organizationId', 'channel', 'kind', 'sessionId', 'createdAt'])
    .where('channel', 'in', channels)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}
