/** Sends a statement that asks for it as a prepared one: parsed once a connection, not at each execution. */
import type { PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** How a statement asks: it begins with a comment that names it. */
const MARK = /^\s*\/\* prepared: (\w+) \*\//

const connections = new WeakMap<pg.PoolClient, PostgresPoolClient>()

/** The connection as Kysely uses it, with marked statements prepared. A name stands for one text; pg refuses a second. */
export function toPreparing(client: pg.PoolClient): PostgresPoolClient {
  const known = connections.get(client)
  if (known) return known
  const connection: PostgresPoolClient = Object.assign(Object.create(client), {
    query: (text: string, values: readonly unknown[]) => {
      const name = MARK.exec(text)?.[1]
      return client.query(name ? { name, text, values: [...values] } : { text, values: [...values] })
    },
  })
  connections.set(client, connection)
  return connection
}
