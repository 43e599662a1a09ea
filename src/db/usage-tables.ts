/** Row interfaces of the tables about requests: their logs and the sums of them. */
import type { ColumnType, Generated } from 'kysely'
import type { Hint } from '../lib/errors.ts'
import type { ApiKeyId, OrganizationId, RequestLogId, SessionId } from '../lib/ids.ts'

type Environment = 'live' | 'sandbox'

/** What the sums are of. */
export type UsageSpan = 'minute' | 'hour'

export interface RequestCountsTable {
  organizationId: OrganizationId
  environment: Environment
  /** `YYYY-MM-DD`, UTC. */
  day: string
  count: number
}

export interface RequestLogsTable {
  id: RequestLogId
  organizationId: OrganizationId
  environment: Environment
  apiKeyId: ApiKeyId
  method: string
  route: string
  path: string
  status: number
  ms: number
  requestId: string
  ip: string | null
  userAgent: string
  errorCode: string | null
  sessionId: SessionId | null
  times: Generated<number>
  at: Date
}

export interface RequestUsageTable {
  organizationId: OrganizationId
  environment: Environment
  span: UsageSpan
  startsAt: Date
  apiKeyId: ApiKeyId
  method: string
  route: string
  requests: number
  clientErrors: number
  serverErrors: number
  refusedByRate: number
  refusedByQuota: number
}

export interface RequestLatenciesTable {
  organizationId: OrganizationId
  environment: Environment
  span: UsageSpan
  startsAt: Date
  method: string
  route: string
  bucket: number
  requests: number
}

export interface RequestSecondsTable {
  organizationId: OrganizationId
  environment: Environment
  startsAt: Date
  offered: number
  admitted: number
}

export interface RequestHintsTable {
  id: RequestLogId
  organizationId: OrganizationId
  /** Read as values, written as text. */
  hints: ColumnType<readonly Hint[], string, never>
}

export interface RequestPeaksTable {
  organizationId: OrganizationId
  environment: Environment
  span: UsageSpan
  startsAt: Date
  offered: number
  admitted: number
}
