/** Erases the API keys of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { forgetReplacements } from './queries.ts'

/**
 * Removes at most `most` keys; answers how many. Keys first forget which other replaced them, so that they can go in
 * any order. Call inside a transaction.
 */
export async function eraseApiKeys(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  await forgetReplacements(tx.db, organizationId)
  return deleteRowsOf(tx.db, 'apiKeys', organizationId, most)
}
