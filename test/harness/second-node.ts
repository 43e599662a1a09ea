/** Starts a further server on the database of a test server: another node, with caches of its own and the same clock. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { assembleServer } from '../../src/cli/assemble.ts'
import type { Context } from '../../src/context.ts'
import type { Database } from '../../src/db/database.ts'
import { ExpiringCache } from '../../src/lib/expiring-cache.ts'
import { API_KEY_CHANGED_CHANNEL, MAX_CACHED_KEYS } from '../../src/services/api-keys/cache.ts'
import { type TestServer, until } from './server.ts'

export interface SecondNode {
  readonly ctx: Context
  /** Status and body that a key gets from GET /v1/auth/verify. */
  verify(key: string): Promise<[number, string]>
  /** Resolves once every change of a key that was committed before has reached this node's cache. */
  hear(): Promise<void>
  stop(): Promise<void>
}

interface SecondNodeOptions {
  /** What its listener and its job worker connect to; its queries use `db`. */
  readonly databaseUrl?: string
  readonly db?: Database
}

/** Starts the node; stop it before the test server. */
export async function startSecondNode(server: TestServer, options: SecondNodeOptions = {}): Promise<SecondNode> {
  const { databaseUrl = server.database.appUrl, db = server.appCtx.db } = options
  const ctx: Context = { ...server.ctx, db, keyCache: new ExpiringCache(MAX_CACHED_KEYS) }
  const { app, stop } = await assembleServer(ctx, databaseUrl)
  return {
    ctx,
    async verify(key) {
      const answer = await app.inject({ method: 'GET', url: '/v1/auth/verify', headers: { 'x-api-key': key } })
      return [answer.statusCode, answer.body]
    },
    hear: () => hear(server, ctx),
    stop,
  }
}

/** Notifications arrive in the order of their commits: when a later one has dropped its entry, the others have, too. */
async function hear(server: TestServer, { keyCache }: Context): Promise<void> {
  const marker = randomUUID()
  let looks = 0
  const look = async () => {
    looks += 1
  }
  const find = () => keyCache.get(marker, 0, look, () => 1)
  await find()
  await sql`select pg_notify(${API_KEY_CHANGED_CHANNEL}, ${marker})`.execute(server.ctx.db)
  await until(async () => {
    await find()
    return looks > 1
  })
}
