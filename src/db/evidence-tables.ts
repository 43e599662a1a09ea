/** Row interfaces of the tables around evidence: sums, sealed files, and whose files they are. */
import type { Generated } from 'kysely'
import type { BlobStoreId, InstallationId, OrganizationId, SessionId } from '../lib/ids.ts'

/** Bytes of a session, of all that it ever stored, or with null of the organization, of what is stored at present. */
export interface EvidenceTotalsTable {
  organizationId: OrganizationId
  sessionId: SessionId | null
  bytes: number
}

/** Sealed files, where the database keeps them. */
export interface BlobsTable {
  key: string
  bytes: Buffer
  storedAt: Date
}

/** The one row that all nodes share. */
export interface InstallationTable {
  isOnly: Generated<boolean>
  id: InstallationId
  storeId: BlobStoreId
  storeName: string
  isMarked: Generated<boolean>
  createdAt: Date
}
