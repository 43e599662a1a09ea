/** Gives back what is held for work that will not be done, when an organization is deleted. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { listOpenHolds } from './queries.ts'
import { settleHold } from './tokens.ts'

/** Closes at most `most` open holds without spending; answers how many. Call inside a transaction. */
export async function releaseHolds(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  const holds = await listOpenHolds(tx.db, organizationId, most)
  for (const { id } of holds) await settleHold(tx, { id, organizationId }, 0)
  return holds.length
}
