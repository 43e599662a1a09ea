/** What the cache holds of a key: its holder as requests see it, and the moments at which it ends. */
import type { Config } from '../../config.ts'
import type { OrganizationStatus } from '../../db/people-tables.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type IpRanges, toIpRanges } from '../../lib/ip-ranges.ts'
import type { ApiKeyActor } from '../actor.ts'
import { limitingRole, scopesInForce } from './authority.ts'
import type { AuthenticatedKeyRow } from './queries.ts'

/** The holder of an active key. */
export interface AuthenticatedKey {
  readonly actor: ApiKeyActor
  readonly organization: { readonly id: OrganizationId; readonly name: string; readonly status: OrganizationStatus }
  /** Addresses that may use the key; undefined means every address. */
  readonly allowedAddresses: IpRanges | undefined
  readonly limit: { readonly ratePerSecond: number; readonly burst: number; readonly dailyQuota: number }
}

/** A key, active or not, ready to be asked at every request without further work. */
export interface KnownKey {
  readonly holder: AuthenticatedKey
  /** Whether the organization is neither suspended nor to be deleted. */
  readonly isOrganizationOpen: boolean
  /** Milliseconds since the epoch; infinite when there is no end. */
  readonly endsAtMs: number
}

/** Whether the key may be used at `nowMs`: not revoked, not expired, its organization open. */
export function isActive({ isOrganizationOpen, endsAtMs }: KnownKey, nowMs: number): boolean {
  return isOrganizationOpen && nowMs < endsAtMs
}

/** Prepares a row for the cache; limits that the organization does not set are the configuration's. */
export function toKnownKey(config: Config, row: AuthenticatedKeyRow): KnownKey {
  const { limits } = config
  return {
    holder: {
      actor: {
        kind: 'api_key',
        organizationId: row.organizationId,
        environment: row.environment,
        apiKeyId: row.id,
        ownerUserId: row.ownerUserId ?? undefined,
        scopes: scopesInForce(row.scopes, row.grantedRole),
        limitedBy: limitingRole(row.scopes, row.grantedRole),
        workflowId: row.workflowId ?? undefined,
      },
      organization: { id: row.organizationId, name: row.organizationName, status: row.organizationStatus },
      allowedAddresses: row.ipAllowlist.length > 0 ? toIpRanges(row.ipAllowlist) : undefined,
      limit: {
        ratePerSecond: row.ratePerSecond ?? limits.ratePerSecond,
        burst: row.rateBurst ?? limits.burst,
        dailyQuota: row.dailyQuota ?? limits.dailyQuota,
      },
    },
    isOrganizationOpen: row.organizationStatus === 'active' && row.deletionDueAt === null,
    endsAtMs: Math.min(endOf(row.revokedAt), endOf(row.expiresAt)),
  }
}

function endOf(moment: Date | null): number {
  return moment ? moment.getTime() : Number.POSITIVE_INFINITY
}
