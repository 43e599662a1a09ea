/** Erases who reviews what in an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `most` claims; answers how many. */
export function eraseClaims(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  return deleteRowsOf(tx.db, 'reviewClaims', organizationId, most)
}
