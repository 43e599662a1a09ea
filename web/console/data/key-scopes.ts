/** What an API key may do. */

/** Each can be chosen by itself. */
export const KEY_SCOPES = [
  'sessions:read',
  'sessions:write',
  'sessions:decide',
  'applicants:read',
  'workflows:read',
  'workflows:write',
  'checks:write',
  'webhooks:read',
  'webhooks:write',
  'exports:read',
  'applicants:erase',
] as const

/** Those that no operation of the API asks for yet: a key that has them can do nothing more. */
export const IDLE_SCOPES: ReadonlySet<string> = new Set(['exports:read', 'applicants:erase'])

/** `*` is everything. */
export type KeyScope = '*' | (typeof KEY_SCOPES)[number]
