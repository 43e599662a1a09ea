/** Row interface of the links of sessions that were ended by newer ones, and how applicants are reminded of theirs. */
import type { OrganizationId, SessionId } from '../lib/ids.ts'

export interface EndedLinksTable {
  linkDigest: Buffer
  organizationId: OrganizationId
  sessionId: SessionId
  /** Of the browser that had opened it. */
  cookieDigest: Buffer | null
  endedAt: Date
}

/** How a workflow reminds an applicant who was invited and has not submitted. */
export interface Reminder {
  /** Between the creation and the first, and between two: 1 to 720. */
  readonly afterHours: number
  /** 1 to 5. */
  readonly times: number
}
