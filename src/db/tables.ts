/** One row interface per table; a repository test compares them with the database. */
import type { ColumnType, Generated } from 'kysely'
import type {
  ApiKeyId,
  ApplicantId,
  CheckId,
  DataKeyId,
  EvidenceId,
  HoldId,
  MemberUserId,
  OrganizationId,
  SessionId,
  WorkflowId,
  WorkflowVersionId,
} from '../lib/ids.ts'
import type { AuditEventsTable, AuditHeadsTable, AuditLinksTable, AuditSealsTable } from './audit-tables.ts'
import type { BalancesTable, HoldsTable, LedgerEntriesTable } from './billing-tables.ts'
import type { BlobsTable, EvidenceTotalsTable, InstallationTable } from './evidence-tables.ts'
import type { IdempotencyKeysTable } from './idempotency-table.ts'
import type { JsonDefault, JsonOrNull } from './json-columns.ts'
import type { EndedLinksTable, Reminder } from './link-tables.ts'
import type { AccountMailsTable, MessagesTable } from './message-tables.ts'
import type {
  AuthAccountsTable,
  AuthChallengesTable,
  AuthDevicesTable,
  AuthPasskeysTable,
  AuthSessionsTable,
  AuthTriesTable,
  AuthTwoFactorsTable,
  AuthUsersTable,
  AuthVerificationsTable,
  InvitationsTable,
  MemberRole,
  MembersTable,
  OperatorsTable,
  OrganizationsTable,
  RootSecretsTable,
  SignUpInvitationsTable,
} from './people-tables.ts'
import type { DecisionReason, EventsTable, ReviewClaimsTable, SessionStepsTable } from './run-tables.ts'
import type { SandboxClocksTable, SandboxWalksTable } from './sandbox-tables.ts'
import type {
  RequestCountsTable,
  RequestHintsTable,
  RequestLatenciesTable,
  RequestLogsTable,
  RequestPeaksTable,
  RequestSecondsTable,
  RequestUsageTable,
} from './usage-tables.ts'
import type { WebhookAttemptsTable, WebhookDeliveriesTable, WebhookEndpointsTable } from './webhook-tables.ts'

/** A jsonb column: read as a value, written as JSON text (pg would turn a bare array into a PostgreSQL array). */
type Json<T> = ColumnType<T, string, string>

export type Environment = 'live' | 'sandbox'
export type SessionStatus = 'PENDING' | 'SUBMITTED' | 'VERIFIED' | 'REJECTED' | 'VOIDED' | 'EXPIRED' | 'FAILED'
export type SessionProgress = 'PENDING' | 'STARTED' | 'COMPLETED'

/** One step of a workflow as stored: UPPER_SNAKE id and flat config. */
export interface StoredStep {
  readonly id: string
  readonly config: Readonly<Record<string, unknown>>
}

/** Why a member rejects a session. */
export type RejectionCode = 'unreadable' | 'expired' | 'mismatch' | 'not_live' | 'tampered' | 'other'

export interface Tables {
  authUsers: AuthUsersTable
  rootSecrets: RootSecretsTable
  authSessions: AuthSessionsTable
  authAccounts: AuthAccountsTable
  authDevices: AuthDevicesTable
  authPasskeys: AuthPasskeysTable
  authChallenges: AuthChallengesTable
  authVerifications: AuthVerificationsTable
  authTwoFactors: AuthTwoFactorsTable
  authTries: AuthTriesTable
  operators: OperatorsTable
  organizations: OrganizationsTable
  signUpInvitations: SignUpInvitationsTable
  members: MembersTable
  invitations: InvitationsTable
  apiKeys: ApiKeysTable
  balances: BalancesTable
  holds: HoldsTable
  ledgerEntries: LedgerEntriesTable
  dataKeys: DataKeysTable
  applicants: ApplicantsTable
  workflows: WorkflowsTable
  workflowVersions: WorkflowVersionsTable
  sessions: SessionsTable
  sessionSteps: SessionStepsTable
  events: EventsTable
  messages: MessagesTable
  sandboxWalks: SandboxWalksTable
  sandboxClocks: SandboxClocksTable
  webhookEndpoints: WebhookEndpointsTable
  webhookDeliveries: WebhookDeliveriesTable
  webhookAttempts: WebhookAttemptsTable
  evidence: EvidenceTable
  evidenceTotals: EvidenceTotalsTable
  blobs: BlobsTable
  installation: InstallationTable
  checks: ChecksTable
  decisions: DecisionsTable
  endedLinks: EndedLinksTable
  accountMails: AccountMailsTable
  reviewClaims: ReviewClaimsTable
  auditEvents: AuditEventsTable
  auditHeads: AuditHeadsTable
  auditLinks: AuditLinksTable
  auditSeals: AuditSealsTable
  requestCounts: RequestCountsTable
  idempotencyKeys: IdempotencyKeysTable
  requestLogs: RequestLogsTable
  requestUsage: RequestUsageTable
  requestLatencies: RequestLatenciesTable
  requestSeconds: RequestSecondsTable
  requestHints: RequestHintsTable
  requestPeaks: RequestPeaksTable
}

interface ApiKeysTable {
  id: ApiKeyId
  organizationId: OrganizationId
  environment: Environment
  name: string
  digest: Buffer
  pepperVersion: number
  prefix: string
  last4: string
  ciphertext: Buffer | null
  ownerUserId: MemberUserId | null
  scopes: string[]
  workflowId: WorkflowId | null
  ipAllowlist: Generated<string[]>
  expiresAt: Date | null
  revokedAt: Date | null
  replacedBy: ApiKeyId | null
  lastUsedAt: Date | null
  lastUsedIp: string | null
  lastUsedAgent: string | null
  createdAt: Date
  grantedBy: MemberUserId | null
  grantedRole: MemberRole | null
  isFromBeforeScopes: Generated<boolean>
}

interface DataKeysTable {
  id: DataKeyId
  organizationId: OrganizationId
  wrappedKey: Buffer | null
  masterVersion: number
  createdAt: Date
  destroyedAt: Date | null
}

interface ApplicantsTable {
  id: ApplicantId
  organizationId: OrganizationId
  environment: Environment
  email: string
  firstName: string
  lastName: string
  phone: string | null
  dataKeyId: DataKeyId
  createdAt: Date
  updatedAt: Date
}

interface WorkflowsTable {
  id: WorkflowId
  organizationId: OrganizationId
  environment: Environment
  name: string
  status: Generated<'active' | 'inactive'>
  version: number
  createdAt: Date
  updatedAt: Date
}

interface WorkflowVersionsTable {
  id: WorkflowVersionId
  organizationId: OrganizationId
  workflowId: WorkflowId
  version: number
  steps: Json<readonly StoredStep[]>
  /** Null: no limit. */
  maxAttempts: ColumnType<number | null, number | null | undefined, number | null>
  reminder: JsonOrNull<Reminder>
  createdBy: MemberUserId | null
  createdAt: Date
}

interface SessionsTable {
  id: SessionId
  organizationId: OrganizationId
  environment: Environment
  applicantId: ApplicantId
  apiKeyId: ApiKeyId | null
  senderUserId: MemberUserId | null
  workflowId: WorkflowId | null
  workflowVersionId: WorkflowVersionId | null
  type: 'session' | 'verification'
  status: SessionStatus
  progress: SessionProgress
  steps: Json<readonly StoredStep[]>
  /** Null: no limit. */
  maxAttempts: ColumnType<number | null, number | null | undefined, number | null>
  isHeadless: Generated<boolean>
  firstName: string
  lastName: string
  externalId: string | null
  redirectUrl: string | null
  locale: string | null
  holdId: HoldId | null
  linkDigest: Buffer
  /** How many links it had before this one. */
  linkNumber: Generated<number>
  cookieDigest: Buffer | null
  consentAt: Date | null
  metaData: JsonDefault<Readonly<Record<string, unknown>>>
  decisionSource: 'AUTO_APPROVE' | 'DECLINED' | null
  decisionReasons: JsonDefault<readonly DecisionReason[]>
  expiresAt: Date | null
  submittedAt: Date | null
  decidedAt: Date | null
  remindAt: Date | null
  remindersLeft: number | null
  createdAt: Date
  updatedAt: Date
}

interface EvidenceTable {
  id: EvidenceId
  organizationId: OrganizationId
  environment: Environment
  sessionId: SessionId | null
  dataKeyId: DataKeyId
  slot: string | null
  state: 'awaiting' | 'received' | 'stored' | 'superseded' | 'replaced' | 'erased'
  contentType: string
  sizeBytes: number
  width: number | null
  height: number | null
  sha256: Buffer | null
  blobKey: string
  createdAt: Date
  storedAt: Date | null
  submittedAt: Date | null
}

interface ChecksTable {
  id: CheckId
  organizationId: OrganizationId
  environment: Environment
  sessionId: SessionId | null
  step: string | null
  kind: string
  state: Generated<'queued' | 'done' | 'failed'>
  input: Json<unknown>
  result: JsonOrNull<unknown>
  failureCode: string | null
  /** Model → SHA-256, in hex. */
  models: JsonOrNull<Readonly<Record<string, string>>>
  holdId: HoldId | null
  createdAt: Date
  finishedAt: Date | null
  /** Lower is sooner, among the checks of its organization. */
  priority: Generated<number>
  dueAt: Generated<Date>
  /** The worker that does it, by the name that it marks as living. */
  claimedBy: string | null
  claimedAt: Date | null
  attempts: Generated<number>
}

interface DecisionsTable {
  id: string
  organizationId: OrganizationId
  sessionId: SessionId
  outcome: 'VERIFIED' | 'REJECTED' | 'SUBMITTED' | 'VOIDED'
  source: 'automatic' | 'api_key' | 'member'
  actorId: string | null
  reasons: Json<readonly DecisionReason[]>
  /** Why a member rejected, in one word. */
  reasonCode: RejectionCode | null
  /** The member's own words. */
  note: string | null
  sealedBasis: Buffer | null
  createdAt: Date
}
