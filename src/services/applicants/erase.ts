/** Erases the applicants of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import type { DataKeyId, OrganizationId } from '../../lib/ids.ts'
import { deleteApplicants } from './queries.ts'

/**
 * Removes at most `most` applicants; answers the data key of each, which the caller destroys in the same transaction.
 * None means done.
 */
export function eraseApplicants(tx: TxContext, organizationId: OrganizationId, most: number): Promise<DataKeyId[]> {
  return deleteApplicants(tx.db, organizationId, most)
}
