/** Erases the workflows of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `most` versions, then as many workflows; answers how many. Sessions and keys that name one go before. */
export async function eraseWorkflows(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  const versions = await deleteRowsOf(tx.db, 'workflowVersions', organizationId, most)
  return versions > 0 ? versions : deleteRowsOf(tx.db, 'workflows', organizationId, most)
}
