/** Roles of members: each a named set of scopes. */
import type { MemberRole } from '../../db/people-tables.ts'
import type { MemberScope } from '../actor.ts'

export type Role = MemberRole

/** From the most powerful to the least. */
export const ROLES = ['owner', 'admin', 'developer', 'reviewer', 'billing', 'viewer'] as const satisfies readonly Role[]

const ADMIN: readonly MemberScope[] = [
  'sessions:read',
  'sessions:write',
  'sessions:decide',
  'applicants:read',
  'applicants:erase',
  'exports:read',
  'workflows:read',
  'workflows:write',
  'checks:write',
  'webhooks:read',
  'webhooks:write',
  'keys:read',
  'keys:write',
  'keys:reveal',
  'usage:read',
  'billing:read',
  'members:read',
  'members:write',
  'audit:read',
  'organization:write',
]

/**
 * What each role may do. Developers and viewers work with sessions, but not with applicants' personal data, which webhooks carry: they see
 * webhooks, and do not say where those go. `checks:write`
 * is for the keys that a member makes: a key may do no more than its maker.
 */
export const ROLE_SCOPES: Readonly<Record<Role, readonly MemberScope[]>> = {
  owner: [...ADMIN, 'organization:delete'],
  admin: ADMIN,
  developer: [
    'sessions:read',
    'sessions:write',
    'workflows:read',
    'workflows:write',
    'checks:write',
    'webhooks:read',
    'exports:read',
    'keys:read',
    'keys:write',
    'keys:reveal',
    'usage:read',
    'members:read',
  ],
  reviewer: [
    'sessions:read',
    'sessions:write',
    'sessions:decide',
    'applicants:read',
    'exports:read',
    'workflows:read',
    'members:read',
  ],
  billing: ['billing:read', 'exports:read', 'usage:read', 'members:read'],
  viewer: ['sessions:read', 'workflows:read', 'usage:read', 'members:read'],
}
