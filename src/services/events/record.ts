/** Writes an event in the transaction of the change that it tells of. */

import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { type EventId, newOrderedId, type OrganizationId } from '../../lib/ids.ts'
import type { OtherEvent } from './event-types.ts'
import { insertEvent, insertOtherEvent, type NewEvent } from './queries.ts'

/** `sealedSnapshot` is what is sent of the session, as it is at this moment. The session's row must be locked. */
export function recordEvent(tx: TxContext, event: Omit<NewEvent, 'id' | 'createdAt'>): Promise<void> {
  return insertEvent(tx.db, { ...event, ...newPlace(tx) })
}

/** An event of no session, which is told to the endpoints that the environment has at this moment. */
export function recordOtherEvent(
  tx: TxContext,
  event: OtherEvent & { readonly organizationId: OrganizationId; readonly environment: Environment },
): Promise<void> {
  return insertOtherEvent(tx.db, { ...event, ...newPlace(tx) })
}

function newPlace({ clock }: TxContext): Pick<NewEvent, 'id' | 'createdAt'> {
  const createdAt = nowDate(clock)
  return { id: newOrderedId<EventId>(createdAt.getTime()), createdAt }
}
