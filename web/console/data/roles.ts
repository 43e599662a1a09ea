/** Which roles may do what, for saying it; whether somebody may is the server's answer. */
import type { Role, Scope } from './me.ts'

/** From the least powerful to the most; a test compares them with the server's own. */
export const ROLES_WITH: Readonly<Record<Scope, readonly Role[]>> = {
  'sessions:read': ['viewer', 'reviewer', 'developer', 'admin', 'owner'],
  'sessions:write': ['reviewer', 'developer', 'admin', 'owner'],
  'sessions:decide': ['reviewer', 'admin', 'owner'],
  'applicants:read': ['reviewer', 'admin', 'owner'],
  'applicants:erase': ['admin', 'owner'],
  'exports:read': ['billing', 'reviewer', 'developer', 'admin', 'owner'],
  'workflows:read': ['viewer', 'reviewer', 'developer', 'admin', 'owner'],
  'workflows:write': ['developer', 'admin', 'owner'],
  'checks:write': ['developer', 'admin', 'owner'],
  'webhooks:read': ['developer', 'admin', 'owner'],
  'webhooks:write': ['admin', 'owner'],
  'keys:read': ['developer', 'admin', 'owner'],
  'keys:write': ['developer', 'admin', 'owner'],
  'keys:reveal': ['developer', 'admin', 'owner'],
  'usage:read': ['viewer', 'billing', 'developer', 'admin', 'owner'],
  'billing:read': ['billing', 'admin', 'owner'],
  'members:read': ['viewer', 'billing', 'reviewer', 'developer', 'admin', 'owner'],
  'members:write': ['admin', 'owner'],
  'audit:read': ['admin', 'owner'],
  'organization:write': ['admin', 'owner'],
  'organization:delete': ['owner'],
}

const disjunction = new Intl.ListFormat('en', { type: 'disjunction' })

/** `reviewer, admin, or owner`: the roles of which one is enough. */
export function sayRolesWith(scope: Scope): string {
  return disjunction.format(ROLES_WITH[scope])
}
