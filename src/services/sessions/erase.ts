/** Erases the sessions of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `limit` rows of one table; answers how many. Whatever else names a session goes before. */
export async function eraseSessions(tx: TxContext, organizationId: OrganizationId, limit: number): Promise<number> {
  const decisions = await deleteRowsOf(tx.db, 'decisions', organizationId, limit)
  if (decisions > 0) return decisions
  const links = await deleteRowsOf(tx.db, 'endedLinks', organizationId, limit)
  if (links > 0) return links
  const steps = await deleteRowsOf(tx.db, 'sessionSteps', organizationId, limit)
  return steps > 0 ? steps : deleteRowsOf(tx.db, 'sessions', organizationId, limit)
}
