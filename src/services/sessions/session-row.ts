/** The row of a session, as the verbs pass it on. */
import type { DecisionReason } from '../../db/run-tables.ts'
import type { Environment, SessionProgress, SessionStatus, StoredStep } from '../../db/tables.ts'
import type {
  ApiKeyId,
  ApplicantId,
  HoldId,
  MemberUserId,
  OrganizationId,
  SessionId,
  WorkflowId,
} from '../../lib/ids.ts'

export interface SessionRow {
  readonly id: SessionId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly applicantId: ApplicantId
  readonly apiKeyId: ApiKeyId | null
  readonly senderUserId: MemberUserId | null
  readonly workflowId: WorkflowId | null
  readonly type: 'session' | 'verification'
  readonly status: SessionStatus
  readonly progress: SessionProgress
  readonly steps: readonly StoredStep[]
  /** Failed attempts after which it ends FAILED; null: no limit. */
  readonly maxAttempts: number | null
  /** Whether a client drives it, instead of the applicant on the hosted page. */
  readonly isHeadless: boolean
  readonly firstName: string
  readonly lastName: string
  readonly externalId: string | null
  readonly redirectUrl: string | null
  /** In which the applicant's page begins: a tag of BCP 47; null: as the browser prefers. */
  readonly locale: string | null
  readonly holdId: HoldId | null
  readonly cookieDigest: Buffer | null
  readonly consentAt: Date | null
  readonly metaData: Readonly<Record<string, unknown>>
  readonly decisionSource: 'AUTO_APPROVE' | 'DECLINED' | null
  readonly decisionReasons: readonly DecisionReason[]
  readonly expiresAt: Date | null
  readonly submittedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What changes of a session besides its status, which `transition.ts` alone changes. */
export interface SessionChange {
  readonly progress?: SessionProgress
  readonly consentAt?: Date
  readonly submittedAt?: Date
  readonly decidedAt?: Date
  readonly decisionSource?: 'AUTO_APPROVE' | 'DECLINED'
  readonly decisionReasons?: readonly DecisionReason[]
  readonly metaData?: Readonly<Record<string, unknown>>
  readonly updatedAt: Date
}
