/** Makes the person who founds an organization its owner. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'
import { insertOwner } from './team-queries.ts'

/** Call inside the transaction that founds the organization. */
export async function addOwner(tx: TxContext, organizationId: OrganizationId, userId: MemberUserId): Promise<void> {
  await insertOwner(tx.db, { organizationId, userId, createdAt: nowDate(tx.clock) })
}
