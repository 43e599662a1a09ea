/** Erases the idempotency keys of an organization that is deleted, with the answers that they keep. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `most` keys; answers how many. */
export function eraseIdempotencyKeys(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  return deleteRowsOf(tx.db, 'idempotencyKeys', organizationId, most)
}
