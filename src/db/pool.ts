/** Opens a pool of connections whose breaks end nothing, and of which none waits for ever for a server that is silent. */
import type { Socket } from 'node:net'
import pg from 'pg'
import type { Logger } from '../lib/log.ts'
import { READ_ONLY } from './read-only.ts'

/** What every connection to the database has, those outside of a pool included. */
export const CONNECTION_BOUNDS = {
  connectionTimeoutMillis: 5_000,
  /** The system asks a silent peer after ten seconds, and gives it up ten seconds later (libuv: ten times, every second). */
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} satisfies pg.ClientConfig

/** The server ends a statement that takes too long; when it has not said so by then, it does not answer at all. */
const SILENCE_AFTER_DEADLINE_MS = 1_000

/** The server said nothing while a query was under way. */
class SilentDatabaseError extends Error {
  override readonly name = 'SilentDatabaseError'
  readonly code = 'ETIMEDOUT'
}

interface BoundedConfig extends pg.PoolConfig {
  /** Milliseconds; also the time after which the connection itself is ended when the server is silent. */
  readonly statement_timeout: number
  /** Whether a pooler is asked, which refuses settings that come with a connection. */
  readonly isPooled?: boolean
}

const NO_SETTINGS = { statement_timeout: undefined, idle_in_transaction_session_timeout: undefined }

/**
 * A pool that connects on its first query and keeps its connections alive. A broken connection emits `error` on its
 * client, and on the pool when the client was idle. Unheard, either would end the process, though the pool replaces the
 * connection by itself.
 */
export function openPool({ isPooled = false, ...config }: BoundedConfig, log: Logger): pg.Pool {
  const pool = new pg.Pool({ ...CONNECTION_BOUNDS, ...config, ...(isPooled && NO_SETTINGS) })
  const name = config.application_name
  const open = new Set<pg.PoolClient>()
  connections.set(pool, open)
  pool.on('remove', (client) => open.delete(client))
  pool.on('error', (err) => log.warn({ err, name }, 'idle database connection lost'))
  pool.on('connect', (client) => {
    client.on('error', (err) => log.debug({ err, name }, 'database connection broke'))
    open.add(client)
    connectedAtMs.set(client, performance.now())
    const suspect = () => void suspectedAtMs.set(pool, performance.now())
    endWhenSilent(client, () => {
      suspect()
      log.warn({ name }, 'the database does not answer: its connection is ended')
    })
    whenReadOnly(client, suspect)
    setDeadline(client, config.statement_timeout)
  })
  return pool
}

/** Ends the connection when a query gets no byte of an answer for so long after its deadline; nothing ends an idle one. */
export function setDeadline(client: pg.ClientBase, deadlineMs: number): void {
  socketOf(client).setTimeout(deadlineMs + SILENCE_AFTER_DEADLINE_MS)
}

/**
 * Whether a connection was open already when one of its pool was found silent, or led to a server that takes no writes: it
 * is likely to be no better.
 */
export function isSuspect(pool: pg.Pool, client: pg.PoolClient): boolean {
  return (connectedAtMs.get(client) ?? 0) <= (suspectedAtMs.get(pool) ?? -1)
}

/** Tears every connection, those included that somebody took and never gave back: for these, `end` would wait for ever. */
export function abandonPool(pool: pg.Pool): void {
  pool.end().catch(() => undefined)
  for (const client of connections.get(pool) ?? []) socketOf(client).destroy()
}

const connections = new WeakMap<pg.Pool, Set<pg.PoolClient>>()
const connectedAtMs = new WeakMap<pg.ClientBase, number>()
const suspectedAtMs = new WeakMap<pg.Pool, number>()

/** pg's own `query_timeout` fails the query and leaves the connection to the next one, which would wait as long again. */
function endWhenSilent(client: pg.ClientBase, tell: () => void): void {
  const socket = socketOf(client)
  socket.on('timeout', () => {
    const { readyForQuery, _ending: isEnding } = client as unknown as ClientState
    if (readyForQuery && !isEnding) return
    tell()
    socket.destroy(new SilentDatabaseError('The database did not answer in time'))
  })
}

/** After a failover the former server may live on, read-only: only a new connection finds its successor. */
function whenReadOnly(client: pg.ClientBase, act: () => void): void {
  const { connection } = client as unknown as ClientState
  connection.on('errorMessage', ({ code }) => {
    if (code === READ_ONLY) act()
  })
}

/** Of `pg`, whose types leave it out. */
interface ClientState {
  /** False from when a query is sent until it is answered. */
  readonly readyForQuery: boolean
  readonly _ending: boolean
  readonly connection: {
    readonly stream: Socket
    on(event: 'errorMessage', handler: (message: { readonly code?: string }) => void): void
  }
}

function socketOf(client: pg.ClientBase): Socket {
  return (client as unknown as ClientState).connection.stream
}
