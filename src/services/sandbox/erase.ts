/** Erases what steers the sandbox of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `limit`; answers how many. Call inside a transaction, before their sessions go. */
export function eraseWalks(tx: TxContext, organizationId: OrganizationId, limit: number): Promise<number> {
  return deleteRowsOf(tx.db, 'sandboxWalks', organizationId, limit)
}
