/** Uses connections of a pooler that may change the server behind them after each transaction: each is told anew. */
import type { PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { setDeadline } from './pool.ts'
import type { Reach } from './reach.ts'

/** What a server is told about the statements that follow. */
export interface Told {
  readonly reach: Reach
  readonly deadlineMs: number
}

const BEGIN = /^(begin|start transaction)\b/
const IDLE = 'I'
const TELL = "select set_config('openidv.organization', $1, true), set_config('statement_timeout', $2, true)"

/** PgBouncer refuses settings that come with a connection; a transaction is told this one when it begins. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000

/**
 * The connection as Kysely uses it until it gives it back: a statement of its own, and the begin of a transaction, take what
 * they need along and forget it at their end. No statement is prepared by name, which not every pooler can do.
 */
export function toTelling(client: pg.PoolClient, told: Told): PostgresPoolClient {
  setDeadline(client, told.deadlineMs)
  return Object.assign(Object.create(client), {
    query: (text: string, values: readonly unknown[]) => {
      if (client.getTransactionStatus() !== IDLE) return client.query({ text, values: [...values] })
      return BEGIN.test(text) ? begin(client, text, told) : queryTold(client, { text, values: [...values] }, told)
    },
  })
}

/** One trip; what it tells ends with the transaction. */
function begin(client: pg.PoolClient, text: string, { reach, deadlineMs }: Told): Promise<pg.QueryResult> {
  const words = [
    ['openidv.organization', reach],
    ['statement_timeout', String(deadlineMs)],
    ['idle_in_transaction_session_timeout', String(IDLE_IN_TRANSACTION_TIMEOUT_MS)],
  ].map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value ?? '')}, true)`)
  return client.query(`${text}; select ${words.join(', ')}`)
}

function queryTold(client: pg.PoolClient, config: pg.QueryConfig, told: Told): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    client.query(new ToldQuery(config, told, (error, result) => (error ? reject(error) : resolve(result))))
  })
}

/** Of `pg`, whose types leave it out. */
interface ProtocolQuery extends pg.Submittable {
  prepare(connection: ProtocolConnection): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: ProtocolConnection): void
}

interface ProtocolConnection {
  parse(message: { readonly text: string }): void
  bind(message: { readonly values: readonly string[] }): void
  execute(message: { readonly portal: string }): void
}

type Answer = (error: Error | undefined, result: pg.QueryResult) => void

const PgQuery = pg.Query as unknown as new (config: object, callback: Answer) => ProtocolQuery

/**
 * A statement and, before it in the same trip, what it needs told. Without a begin, all up to the Sync message is one
 * transaction (PostgreSQL 18 §54.2.4), so that a pooler leaves the server and a local setting lasts until then.
 */
class ToldQuery extends PgQuery {
  readonly #told: Told
  #isOwnAnswer = false

  constructor(config: pg.QueryConfig, told: Told, callback: Answer) {
    super({ ...config, queryMode: 'extended' }, callback)
    this.#told = told
  }

  override prepare(connection: ProtocolConnection): void {
    connection.parse({ text: TELL })
    connection.bind({ values: [this.#told.reach, String(this.#told.deadlineMs)] })
    connection.execute({ portal: '' })
    super.prepare(connection)
  }

  override handleDataRow(message: unknown): void {
    if (this.#isOwnAnswer) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: ProtocolConnection): void {
    if (this.#isOwnAnswer) super.handleCommandComplete(message, connection)
    this.#isOwnAnswer = true
  }
}
