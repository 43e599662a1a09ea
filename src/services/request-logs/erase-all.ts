/** Erases the log of requests of an organization that is deleted, and the sums of it. */
import type { TxContext } from '../../context.ts'
import { deleteRowsOf } from '../../db/delete-rows.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** Removes at most `most` rows of each table; answers how many. */
export async function eraseAllRequests(tx: TxContext, organizationId: OrganizationId, most: number): Promise<number> {
  const logs = await deleteRowsOf(tx.db, 'requestLogs', organizationId, most)
  const hints = await deleteRowsOf(tx.db, 'requestHints', organizationId, most)
  const usage = await deleteRowsOf(tx.db, 'requestUsage', organizationId, most)
  const latencies = await deleteRowsOf(tx.db, 'requestLatencies', organizationId, most)
  const peaks = await deleteRowsOf(tx.db, 'requestPeaks', organizationId, most)
  const seconds = await deleteRowsOf(tx.db, 'requestSeconds', organizationId, most)
  return logs + hints + usage + latencies + peaks + seconds
}
