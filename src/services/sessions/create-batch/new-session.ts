/** One session that shall be created, with all that is written for it. */
import type { Environment, StoredStep } from '../../../db/tables.ts'
import type {
  ApiKeyId,
  ApplicantId,
  DataKeyId,
  EventId,
  HoldId,
  MemberUserId,
  MessageId,
  OrganizationId,
  SessionId,
  WorkflowId,
  WorkflowVersionId,
} from '../../../lib/ids.ts'
import type { Prices } from '../../billing/prices.ts'
import type { ScenarioName } from '../../scenarios.ts'

/** Ids are made beforehand; those of hold, applicant and data key stay unused where none is needed. */
export interface NewSession {
  readonly id: SessionId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly actorKind: 'api_key' | 'member'
  /** Undefined when a member made it in the console. */
  readonly apiKeyId: ApiKeyId | undefined
  readonly senderUserId: MemberUserId | undefined
  /** IP address of a member. */
  readonly address: string | undefined
  readonly workflowId: WorkflowId | undefined
  readonly workflowVersionId: WorkflowVersionId | undefined
  readonly steps: readonly StoredStep[]
  readonly maxAttempts: number | null
  readonly isHeadless: boolean
  readonly eventId: EventId
  readonly firstName: string
  readonly lastName: string
  /** In lower case: it names the applicant. */
  readonly email: string
  readonly phone: string | undefined
  readonly externalId: string | undefined
  readonly redirectUrl: string | undefined
  /** A tag of BCP 47. */
  readonly locale: string | undefined
  readonly linkDigest: Buffer
  readonly expiresAt: Date
  /** When somebody who was invited is reminded first, and how often; left out: never. */
  readonly remindAt?: Date
  readonly remindersLeft?: number
  readonly createdAt: Date
  /** What it costs; 0 needs no hold. */
  readonly amountTokens: number
  readonly prices: Prices
  readonly holdId: HoldId
  /** Of the ledger's pair of entries. */
  readonly transactionId: string
  readonly applicantId: ApplicantId
  readonly dataKeyId: DataKeyId
  readonly wrappedKey: Buffer
  readonly masterVersion: number
  /** By which it walks to its end by itself; undefined: it does not. Only in the sandbox. */
  readonly scenario: ScenarioName | undefined
  /** Milliseconds between two of its moves. */
  readonly walkPauseMs: number
  /** Of the mail that invites the applicant; undefined: there is none. */
  readonly messageId: MessageId | undefined
  /** The same of the text message. */
  readonly textMessageId: MessageId | undefined
}
