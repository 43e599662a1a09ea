/** Knows a database that takes no writes by its answer to one. */

/** What a standby, a server that was told so, and one that gave its role to another answer (PostgreSQL 18, appendix A). */
export const READ_ONLY = '25006'

/** Whether the database takes no writes. */
export function isReadOnlyError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === READ_ONLY
}
