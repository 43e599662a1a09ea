/** Opens a pool of connections whose breaks end nothing. */
import pg from 'pg'
import type { Logger } from '../lib/log.ts'

/**
 * A pool that connects on its first query and keeps its connections alive. A broken connection emits `error` on its
 * client, and on the pool when the client was idle. Unheard, either would end the process, though the pool replaces the
 * connection by itself.
 */
export function openPool(config: pg.PoolConfig, log: Logger): pg.Pool {
  const pool = new pg.Pool({ keepAlive: true, ...config })
  const name = config.application_name
  pool.on('error', (err) => log.warn({ err, name }, 'idle database connection lost'))
  pool.on('connect', (client) => {
    client.on('error', (err) => log.debug({ err, name }, 'database connection broke'))
  })
  return pool
}
