/** Writes an event in the transaction of the change that it tells of. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { type EventId, newOrderedId } from '../../lib/ids.ts'
import { insertEvent, type NewEvent } from './queries.ts'

/** `sealedSnapshot` is what is sent of the session, as it is at this moment. The session's row must be locked. */
export function recordEvent(tx: TxContext, event: Omit<NewEvent, 'id' | 'createdAt'>): Promise<void> {
  const createdAt = nowDate(tx.clock)
  return insertEvent(tx.db, { ...event, id: newOrderedId<EventId>(createdAt.getTime()), createdAt })
}
