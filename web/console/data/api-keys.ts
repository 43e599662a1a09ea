/** API keys as the console's server answers them, and what can be done with them. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import type { KeyScope } from './key-scopes.ts'
import type { Role } from './me.ts'

export type KeyEnvironment = 'live' | 'sandbox'
export type ApiKeyState = 'active' | 'replaced' | 'revoked' | 'expired'

/** Everything about a key but the key itself. */
export interface ApiKey {
  readonly id: string
  readonly environment: KeyEnvironment
  readonly name: string
  /** Prefix and last four characters. */
  readonly display: string
  readonly state: ApiKeyState
  readonly canReveal: boolean
  /** As they were given. */
  readonly scopes: readonly KeyScope[]
  /** Those of them that the role of the member behind the key holds. */
  readonly scopesInForce: readonly KeyScope[]
  /** The member behind the scopes; `isMember` is false for who has left. */
  readonly grantedBy?: { readonly id: string; readonly name?: string; readonly isMember: boolean }
  /** The role that takes some of the scopes away. */
  readonly limitedBy?: Role
  /** Made when every key that read sessions read applicants' data too. */
  readonly isFromBeforeScopes: boolean
  /** What it may do and you may not: with one of these you can neither see, change nor regenerate it. */
  readonly beyondYou: readonly KeyScope[]
  readonly ipAllowlist: readonly string[]
  readonly workflow?: { readonly id: string; readonly name: string }
  readonly createdBy?: { readonly id: string; readonly name: string }
  readonly createdAt: string
  readonly expiresAt?: string
  /** When a revoked or replaced key ended, or will end. */
  readonly endsAt?: string
  readonly replacedBy?: string
  readonly lastUsed?: { readonly at: string; readonly ip: string; readonly agent: string }
  readonly requestsLastHour?: number
  readonly requestsLastDay?: number
}

export interface ApiKeyList {
  readonly items: readonly ApiKey[]
  /** Keys are shown in the moment that they are made, and never again. */
  readonly showKeysOnce: boolean
}

/** A key that was just made. */
export interface IssuedKey {
  readonly id: string
  readonly key: string
}

/** What narrows a key down; what is left out stays as it is. */
export interface KeyRestrictions {
  readonly scopes?: readonly KeyScope[]
  readonly ipAllowlist?: readonly string[]
  readonly workflowId?: string | null
  readonly expiresAt?: string | null
}

/** How long the old key goes on after it was replaced. */
export type GraceSeconds = 0 | 3600 | 86_400 | 604_800

/** Every list of keys, for whoever has changed one. */
export function apiKeysKey() {
  return [...organizationKey(), 'api-keys'] as const
}

/** The keys of both environments, newest first; ended ones only with `ended`. */
export function apiKeysQuery({ ended }: { readonly ended: boolean }) {
  return queryOptions({
    queryKey: [...apiKeysKey(), { ended }],
    queryFn: ({ signal }) => api.get<ApiKeyList>(organizationPath(`/api-keys?ended=${ended}`), signal),
    refetchInterval: 60_000,
  })
}

/** The workflows that a key of this environment can be bound to; it may be another than the page's. */
export function keyWorkflowsQuery(organizationId: string, environment: KeyEnvironment) {
  return queryOptions({
    queryKey: [organizationId, environment, 'key-workflows'],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: ReadonlyArray<{ readonly id: string; readonly name: string }> }>(
        `/console/organizations/${organizationId}/workflows?environment=${environment}`,
        signal,
      ),
  })
}

/** Makes a key and answers it, once. */
export function createKey(input: KeyRestrictions & { readonly environment: KeyEnvironment; readonly name: string }) {
  return api.post<IssuedKey>(organizationPath('/api-keys'), input)
}

/** The plain key. The server writes down who asked. */
export function revealKey(id: string): Promise<{ readonly key: string }> {
  return api.post(organizationPath(`/api-keys/${id}/reveal`))
}

/** Replaces a key; the old one goes on for the grace. */
export function regenerateKey(id: string, graceSeconds: GraceSeconds): Promise<IssuedKey> {
  return api.post(organizationPath(`/api-keys/${id}/regenerate`), { graceSeconds })
}

/** Ends a key for good. */
export function revokeKey(id: string): Promise<void> {
  return api.post(organizationPath(`/api-keys/${id}/revoke`))
}

/** Renames a key or changes what it may do. */
export function changeKey(id: string, changes: KeyRestrictions & { readonly name?: string }): Promise<void> {
  return api.patch(organizationPath(`/api-keys/${id}`), changes)
}
