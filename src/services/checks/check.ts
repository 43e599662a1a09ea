/** One automatic judgement of evidence, as the verbs pass it on. */
import type { Environment } from '../../db/tables.ts'
import type { CheckId, EvidenceId, HoldId, OrganizationId, SessionId } from '../../lib/ids.ts'
import type { CheckKind } from '../../steps/facts.ts'

/** What a check looks at: evidence by the role it plays. */
export interface CheckInput {
  readonly evidence: Readonly<Record<string, EvidenceId>>
}

export interface Check {
  readonly id: CheckId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly sessionId: SessionId | null
  readonly step: string | null
  readonly kind: CheckKind
  readonly state: 'queued' | 'done' | 'failed'
  readonly input: CheckInput
  readonly result: unknown
  /** SHA-256 of each model that measured, in hex; null for checks of before they were kept. */
  readonly models: Readonly<Record<string, string>> | null
  readonly failureCode: string | null
  readonly holdId: HoldId | null
  readonly createdAt: Date
  /** When a worker began it, last. */
  readonly claimedAt: Date | null
  readonly finishedAt: Date | null
}

/** Why a check could not be done; kept with the check and shown to reviewers. */
export type CheckFailure =
  | 'image_invalid'
  | 'model_crashed'
  | 'model_timeout'
  | 'evidence_missing'
  | 'worker_lost'
  | 'deadline_passed'

/** `models`: the SHA-256 of each model that measured. */
export type CheckOutcome =
  | { readonly result: unknown; readonly models?: Readonly<Record<string, string>> }
  | { readonly failureCode: CheckFailure }
