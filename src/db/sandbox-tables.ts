/** Row interfaces of the tables of the sandbox. */
import type { OrganizationId, SessionId } from '../lib/ids.ts'

export interface SandboxWalksTable {
  sessionId: SessionId
  organizationId: OrganizationId
  environment: 'live' | 'sandbox'
  scenario: string
  pauseMs: number
  dueAt: Date
}

export interface SandboxClocksTable {
  organizationId: OrganizationId
  advancedSeconds: number
  advancedAt: Date
  workId: string | null
}
