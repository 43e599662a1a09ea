/** Erases how much an organization that is deleted had stored. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `most` totals; answers how many. */
export function eraseTotals(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  return deleteRowsOf(tx.db, 'evidenceTotals', organizationId, most)
}
