/** Erases the checks of an organization that is deleted: nothing of them may begin any more. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { deleteChecks } from './queries.ts'

/** Removes at most `most` checks with their jobs; answers how many. Call inside a transaction. */
export function eraseChecks(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  return deleteChecks(tx.db, organizationId, most)
}
