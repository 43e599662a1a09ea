/** Runs work in a transaction, and knows which database errors are worth another try. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Db, Tx } from './database.ts'
import { READ_ONLY } from './read-only.ts'

const MAX_TRIES = 5
const FIRST_PAUSE_MS = 10

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'

/** Error classes and codes of a server that is gone or going (PostgreSQL 18, appendix A), and of Node's sockets. */
const CONNECTION_CODES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])
/** Of a server that answers and cannot do it at present: read-only, out of disk, memory or configured room, out of time. */
const INCAPABLE_CODES = new Set([READ_ONLY, '53100', '53200', '53400', '57014', '58030'])
const CONNECTION_MESSAGES = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when)/

/**
 * Runs `work` in a transaction and answers its result. Given a transaction, `work` joins it. Otherwise a deadlock or
 * a serialization failure rolls back and runs `work` again, up to 5 times in all: `work` must have no effect
 * outside the database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db)
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (tries === MAX_TRIES || !isTransactionConflict(error)) throw error
      await sleep(FIRST_PAUSE_MS * 2 ** tries * Math.random())
    }
  }
}

/** Whether the database gave up this transaction for another one's sake; the same work may succeed when run again. */
export function isTransactionConflict(error: unknown): boolean {
  const code = errorCode(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED
}

/**
 * Whether the error, or one that it was made of, means that the database cannot do what it could at another time: answer
 * `database_unavailable`.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (isConnectionError(error) || INCAPABLE_CODES.has(errorCode(error) ?? '')) return true
  return error instanceof Error && error.cause !== undefined && isDatabaseUnavailable(error.cause)
}

/** Whether the error means that the database cannot be reached or went away. */
export function isConnectionError(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== undefined) return CONNECTION_CODES.has(code) || code.startsWith('08') || code === 'database_unavailable'
  return error instanceof Error && CONNECTION_MESSAGES.test(error.message)
}

function isTransaction(db: Database | Tx): db is Tx {
  return db.isTransaction
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
