/** Says roles and scopes in words. */
import type { Role, Scope } from '../../data/me.ts'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  developer: 'Developer',
  reviewer: 'Reviewer',
  billing: 'Billing',
  viewer: 'Viewer',
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: 'Everything, owners and the deletion included',
  admin: 'Everything but owners and the deletion',
  developer: 'Keys, workflows and sessions; applicants’ data is masked',
  reviewer: 'Decides sessions and sees who they are about',
  billing: 'Balance, ledger and usage',
  viewer: 'Sees sessions, workflows and usage, changes nothing; applicants’ data is masked',
}

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  'sessions:read': 'See sessions',
  'sessions:write': 'Create and void sessions',
  'sessions:decide': 'Decide sessions by hand',
  'applicants:read': 'See applicants’ data and pictures',
  'applicants:erase': 'Erase applicants',
  'exports:read': 'Download lists',
  'workflows:read': 'See workflows',
  'workflows:write': 'Change workflows',
  'checks:write': 'Run single checks, by API key',
  'webhooks:read': 'See webhooks and what came of them',
  'webhooks:write': 'Choose where events are sent',
  'keys:read': 'See API keys',
  'keys:write': 'Create, restrict and revoke API keys',
  'keys:reveal': 'Reveal API keys',
  'usage:read': 'See usage and logs',
  'billing:read': 'See balance and ledger',
  'members:read': 'See the team',
  'members:write': 'Change the team',
  'audit:read': 'Read the audit log',
  'organization:write': 'Change settings and security',
  'organization:delete': 'Delete the organization',
}
