/** Opens the connection pool and the typed query builder over it. */
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPoolClient, type Transaction } from 'kysely'
import pg from 'pg'
import { AppError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import { currentQueryDeadline } from './deadline.ts'
import { isSuspect, openPool, setDeadline } from './pool.ts'
import { type Told, toTelling } from './pooled.ts'
import { toPreparing } from './prepared.ts'
import { currentReach } from './reach.ts'
import type { Tables } from './tables.ts'

/** The pool: each query may run on another connection. */
export type Database = Kysely<Tables>

/** One open transaction. */
export type Tx = Transaction<Tables>

/** What a query function takes first: the pool, or the transaction that it shall be part of. */
export type Db = Database | Tx

interface DatabaseOptions {
  /** PostgreSQL URL, with its password. */
  readonly url: string
  /** Most connections at once. */
  readonly poolSize: number
  /** Longest time of one query, unless `withQueryDeadline` gives it more or less; unset: 30 s. */
  readonly queryTimeoutMs?: number | undefined
  /** Whether a pooler may change the server behind a connection after each transaction. */
  readonly isPooled?: boolean | undefined
  readonly log: Logger
}

const QUERY_TIMEOUT_MS = 30_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000
const IDLE_TIMEOUT_MS = 60_000

/**
 * Opens a pool; connects on the first query. Columns are snake_case in the database and camelCase here, keys inside
 * JSON stay as they are. int8 arrives as number, timestamptz as `Date`, date as `YYYY-MM-DD`, numeric as string.
 * A query that gets no connection throws `database_unavailable`. Each sees the rows of its reach (`reach.ts`), and is
 * ended on the server when its time is over; from a server that says nothing, the connection is torn.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, poolSize, queryTimeoutMs = QUERY_TIMEOUT_MS, isPooled = false, log } = options
  const pool = openPool(
    {
      connectionString: url,
      max: poolSize,
      application_name: 'openidv',
      statement_timeout: queryTimeoutMs,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      types: { getTypeParser },
      isPooled,
    },
    log,
  )
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { options: pool.options, connect: () => connect(pool, queryTimeoutMs, isPooled), end: () => pool.end() },
    }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** Ends every connection, once its query is done. */
export function closeDatabase(db: Database): Promise<void> {
  return db.destroy()
}

async function connect(pool: pg.Pool, usualMs: number, isPooled: boolean): Promise<PostgresPoolClient> {
  const wanted: Told = { reach: currentReach(), deadlineMs: currentQueryDeadline() ?? usualMs }
  try {
    const client = await takeClient(pool)
    if (isPooled) return toTelling(client, wanted)
    const told = lastTold.get(client)
    if (told?.reach !== wanted.reach || told.deadlineMs !== wanted.deadlineMs) await tell(client, wanted)
    return toPreparing(client)
  } catch (cause) {
    throw new AppError('database_unavailable', { cause })
  }
}

/** One that lay idle while another was found silent, or read-only, is not trusted with a query. */
async function takeClient(pool: pg.Pool): Promise<pg.PoolClient> {
  for (;;) {
    const client = await pool.connect()
    if (!isSuspect(pool, client)) return client
    client.release(true)
  }
}

/** What each connection was told last: most are taken for the same again, and need no further word. */
const lastTold = new WeakMap<pg.PoolClient, Told>()

async function tell(client: pg.PoolClient, wanted: Told): Promise<void> {
  try {
    await client.query(TELL, [wanted.reach, String(wanted.deadlineMs)])
    setDeadline(client, wanted.deadlineMs)
    lastTold.set(client, wanted)
  } catch (error) {
    client.release(true)
    throw error
  }
}

const TELL = "select set_config('openidv.organization', $1, false), set_config('statement_timeout', $2, false)"

const { INT8, DATE } = pg.types.builtins
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const TEXT_ARRAY: number = 1009
const parseTextArray: (text: string) => (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY)

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, parseInt8],
  [DATE, (text) => text],
  [INT8_ARRAY, (text) => parseTextArray(text).map((item) => (item === null ? null : parseInt8(item)))],
  [DATE_ARRAY, parseTextArray],
])

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const parser = format === 'binary' ? undefined : PARSERS.get(oid)
  return parser ?? pg.types.getTypeParser(oid, format)
}

/** An int8 as a number; throws where a double could no longer tell it from its neighbours. */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 value ${text} is beyond 2^53`)
  return value
}
