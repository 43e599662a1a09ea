/** Erases the events of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `limit` events; answers how many. Call inside a transaction. */
export function eraseEvents(tx: TxContext, organizationId: OrganizationId, limit: number): Promise<number> {
  return deleteRowsOf(tx.db, 'events', organizationId, limit)
}
