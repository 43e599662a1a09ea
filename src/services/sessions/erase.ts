/** Erases the sessions of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `most` decisions, then as many sessions; answers how many. Whatever else names a session goes before. */
export async function eraseSessions(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  const decisions = await deleteRowsOf(tx.db, 'decisions', organizationId, most)
  return decisions > 0 ? decisions : deleteRowsOf(tx.db, 'sessions', organizationId, most)
}
