/** Erases what steers the sandbox of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `limit` rows of one table; answers how many. Call inside a transaction, before their sessions go. */
export async function eraseSandbox(tx: TxContext, organizationId: OrganizationId, limit: number): Promise<number> {
  const walks = await deleteRowsOf(tx.db, 'sandboxWalks', organizationId, limit)
  return walks > 0 ? walks : deleteRowsOf(tx.db, 'sandboxClocks', organizationId, limit)
}
