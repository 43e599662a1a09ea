/** Erases the webhooks of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `limit` deliveries with their attempts, and endpoints once there are none; answers how many. Call inside a transaction. */
export async function eraseWebhooks(tx: TxContext, organizationId: OrganizationId, limit: number): Promise<number> {
  const deliveries = await deleteRowsOf(tx.db, 'webhookDeliveries', organizationId, limit)
  return deliveries > 0 ? deliveries : deleteRowsOf(tx.db, 'webhookEndpoints', organizationId, limit)
}
