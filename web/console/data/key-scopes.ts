/** What an API key may do. */

/** Each can be chosen by itself. */
export const KEY_SCOPES = [
  'sessions:read',
  'sessions:write',
  'workflows:read',
  'workflows:write',
  'checks:write',
] as const

/** `*` is everything. */
export type KeyScope = '*' | (typeof KEY_SCOPES)[number]
