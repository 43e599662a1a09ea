/** Who is signed in, and what they may do where. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'

export type Role = 'owner' | 'admin' | 'developer' | 'reviewer' | 'billing' | 'viewer'

/** What a member may do; each role is a set of these. */
export type Scope =
  | 'sessions:read'
  | 'sessions:write'
  | 'sessions:decide'
  | 'applicants:read'
  | 'applicants:erase'
  | 'exports:read'
  | 'workflows:read'
  | 'workflows:write'
  | 'checks:write'
  | 'webhooks:read'
  | 'webhooks:write'
  | 'keys:read'
  | 'keys:write'
  | 'keys:reveal'
  | 'usage:read'
  | 'billing:read'
  | 'members:read'
  | 'members:write'
  | 'audit:read'
  | 'organization:write'
  | 'organization:delete'

export interface Membership {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly scopes: readonly Scope[]
  /** Whether the organization refuses the person until they have a second factor. */
  readonly needsTwoFactor: boolean
  /** From when on it is erased; null unless an owner asked for its deletion. */
  readonly deletionDueAt: string | null
}

export interface Me {
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly twoFactorEnabled: boolean
    readonly hasPasskey: boolean
    /** Whether they run the installation. */
    readonly isOperator: boolean
    /** When an operator switched the second factor off; absent once that was read. */
    readonly twoFactorResetAt?: string
  }
  readonly organizations: readonly Membership[]
  readonly activeOrganizationId?: string
  /** Whether the server can send invitations by mail. */
  readonly sendsMail: boolean
  /** The same by text message. */
  readonly sendsSms: boolean
}

/** The query of `/console/me`; everything inside the shell has it. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/console/me', signal),
  staleTime: 60_000,
})

/** Lets the console open with another organization from here on. */
export function setActiveOrganization(organizationId: string): Promise<void> {
  return api.put('/console/active-organization', { organizationId })
}
