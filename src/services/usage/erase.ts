/** Erases the counted requests of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes the counts of at most `most` days; answers how many. */
export function eraseRequestCounts(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  return deleteRowsOf(tx.db, 'requestCounts', organizationId, most)
}
