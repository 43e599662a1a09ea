/** An API key as members and operators see it: everything but the secret. */
import type { MemberRole } from '../../db/people-tables.ts'
import type { Environment } from '../../db/tables.ts'
import type { ApiKeyId, MemberUserId, WorkflowId } from '../../lib/ids.ts'
import { limitingRole, scopesInForce } from './authority.ts'
import type { ApiKeyRow, ListedKeyRow } from './queries.ts'

/** `replaced`: a regenerated key in its grace, which still works. */
export type ApiKeyState = 'active' | 'replaced' | 'revoked' | 'expired'

/** The member behind a key's scopes. */
interface Grantor {
  readonly id: MemberUserId
  readonly name: string | undefined
  /** False for who has left: the key goes on with what their role held then. */
  readonly isMember: boolean
}

export interface ApiKey {
  readonly id: ApiKeyId
  readonly environment: Environment
  readonly name: string
  /** Prefix and last four characters, the part that may always be shown. */
  readonly display: string
  readonly state: ApiKeyState
  /** Whether the key can be revealed. */
  readonly isSealed: boolean
  /** As they were given. */
  readonly scopes: readonly string[]
  /** Those of them that the role of the member behind the key holds. */
  readonly scopesInForce: readonly string[]
  /** Who gave the scopes; undefined for a command on the machine. */
  readonly grantedBy: Grantor | undefined
  /** The role that takes some of the scopes away. */
  readonly limitedBy: MemberRole | undefined
  /** Made when every key that read sessions read applicants' data too, and not restricted since. */
  readonly isFromBeforeScopes: boolean
  readonly workflowId: WorkflowId | undefined
  readonly ipAllowlist: readonly string[]
  readonly workflowName: string | undefined
  readonly ownerUserId: MemberUserId | undefined
  readonly ownerName: string | undefined
  readonly expiresAt: Date | undefined
  /** When it ended, or will end. */
  readonly revokedAt: Date | undefined
  readonly replacedBy: ApiKeyId | undefined
  /** At most half a minute behind. */
  readonly lastUsed: { readonly at: Date; readonly ip: string; readonly agent: string } | undefined
  readonly createdAt: Date
}

/** The row in the words of the product, with the names of people by their ids; its state as of `nowMs`. */
export function toApiKey(row: ListedKeyRow, names: ReadonlyMap<string, string>, nowMs: number): ApiKey {
  const { grantedBy } = row
  return {
    id: row.id,
    environment: row.environment,
    name: row.name,
    display: `${row.prefix}…${row.last4}`,
    state: stateOf(row, nowMs),
    isSealed: row.isSealed,
    scopes: row.scopes,
    scopesInForce: scopesInForce(row.scopes, row.grantedRole),
    grantedBy: grantedBy ? { id: grantedBy, name: names.get(grantedBy), isMember: row.isGrantorMember } : undefined,
    limitedBy: limitingRole(row.scopes, row.grantedRole),
    isFromBeforeScopes: row.isFromBeforeScopes,
    workflowId: row.workflowId ?? undefined,
    ipAllowlist: row.ipAllowlist,
    workflowName: row.workflowName ?? undefined,
    ownerUserId: row.ownerUserId ?? undefined,
    ownerName: row.ownerUserId ? names.get(row.ownerUserId) : undefined,
    expiresAt: row.expiresAt ?? undefined,
    revokedAt: row.revokedAt ?? undefined,
    replacedBy: row.replacedBy ?? undefined,
    lastUsed: row.lastUsedAt
      ? { at: row.lastUsedAt, ip: row.lastUsedIp ?? '', agent: row.lastUsedAgent ?? '' }
      : undefined,
    createdAt: row.createdAt,
  }
}

/** What the key is at `nowMs`; of two ends, the one that was meant. */
export function stateOf(row: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt' | 'replacedBy'>, nowMs: number): ApiKeyState {
  if (row.revokedAt && row.revokedAt.getTime() <= nowMs) return 'revoked'
  if (row.expiresAt && row.expiresAt.getTime() <= nowMs) return 'expired'
  return row.replacedBy ? 'replaced' : 'active'
}
