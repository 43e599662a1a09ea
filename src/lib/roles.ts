/** What a node does: every node does everything, unless it is told otherwise. */

/** `http` answers everybody, `worker` does the jobs other than checks, `vision` does the checks. */
export const ROLES = ['http', 'worker', 'vision'] as const

export type Role = (typeof ROLES)[number]

export type Roles = ReadonlySet<Role>

export const EVERY_ROLE: Roles = new Set(ROLES)
