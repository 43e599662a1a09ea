/** Erases the sessions of an organization that is deleted. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** In the order that their references allow. */
const TABLES = ['decisions', 'sessionSteps', 'sessions'] as const

/** Removes at most `limit` rows of one table; answers how many. Whatever else names a session goes before. */
export async function eraseSessions(tx: TxContext, organizationId: OrganizationId, limit: number): Promise<number> {
  for (const table of TABLES) {
    const erased = await deleteRowsOf(tx.db, table, organizationId, limit)
    if (erased > 0) return erased
  }
  return 0
}
