/** Rows that sum up evidence. */
import type { OrganizationId, SessionId } from '../lib/ids.ts'

/** Bytes of a session, of all that it ever stored, or with null of the organization, of what is stored at present. */
export interface EvidenceTotalsTable {
  organizationId: OrganizationId
  sessionId: SessionId | null
  bytes: number
}
