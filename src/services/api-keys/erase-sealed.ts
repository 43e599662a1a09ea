/** Makes an organization's keys impossible to show again. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { eraseCiphertexts } from './queries.ts'

/** Erases the sealed form of every key for good; answers how many there were. Each key goes on working. */
export function eraseSealedKeys(tx: TxContext, organizationId: OrganizationId): Promise<number> {
  return eraseCiphertexts(tx.db, organizationId)
}
