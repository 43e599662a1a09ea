/** Row interface of the links of sessions that were ended by newer ones. */
import type { OrganizationId, SessionId } from '../lib/ids.ts'

export interface EndedLinksTable {
  linkDigest: Buffer
  organizationId: OrganizationId
  sessionId: SessionId
  /** Of the browser that had opened it. */
  cookieDigest: Buffer | null
  endedAt: Date
}
