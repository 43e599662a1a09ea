/** What every peer is told when it starts, and how it says that it is ready. */

/**
 * From the command line: `databaseUrl`, `redisUrl`, `keyCount`, and `limit` with `ratePerSecond`, `burst` (most requests
 * at once) and `dailyQuota`.
 */
export const order = JSON.parse(process.argv[2])

/** The answer of all servers: the same as OpenIDV's. */
export function describeHolder({ organizationId, organizationName }) {
  return { valid: true, organization: { id: organizationId, name: organizationName, status: 'active' } }
}

/** Prints the one line that the bench waits for: where the server listens, and keys that it accepts. */
export function announce(port, keys) {
  console.log(JSON.stringify({ port, keys }))
}
