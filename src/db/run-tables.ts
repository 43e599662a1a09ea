/** Rows of a session's run: its steps, and what happened to it. */
import type { Generated } from 'kysely'
import type { CheckId, EventId, MemberUserId, OrganizationId, SessionId } from '../lib/ids.ts'
import type { JsonOrNull } from './json-columns.ts'

/** Why a decision fell as it did; decisions of before steps were judged one by one hold a sentence too. */
export interface DecisionReason {
  readonly code: string
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'
  readonly detail?: string
}

export type StepStatus = 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'SKIPPED'

/** The verdict on a step as it is stored: codes only. */
export interface StoredVerdict {
  readonly outcome: 'pass' | 'doubt' | 'fail' | 'cannot_judge'
  readonly reasons: readonly DecisionReason[]
  /** The file to give again. */
  readonly slot?: string
}

export interface SessionStepsTable {
  sessionId: SessionId
  organizationId: OrganizationId
  position: number
  step: string
  status: StepStatus
  attempts: Generated<number>
  retakes: Generated<number>
  failureReason: string | null
  submissionId: string | null
  checkId: CheckId | null
  verdict: JsonOrNull<StoredVerdict>
  rulesVersion: string | null
  isBillable: Generated<boolean>
  sealedSubmission: Buffer | null
  sealedResult: Buffer | null
  sealedDraft: Buffer | null
  startedAt: Date | null
  completedAt: Date | null
  judgedAt: Date | null
}

export interface EventsTable {
  id: EventId
  organizationId: OrganizationId
  environment: 'live' | 'sandbox'
  type: string
  sessionId: SessionId | null
  sequence: number
  createdAt: Date
  sealedSnapshot: Buffer | null
  data: JsonOrNull<Readonly<Record<string, unknown>>>
}

/** Who reviews a session, until when. */
export interface ReviewClaimsTable {
  sessionId: SessionId
  organizationId: OrganizationId
  userId: MemberUserId
  claimedAt: Date
  expiresAt: Date
}
