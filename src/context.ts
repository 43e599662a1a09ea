/** What every verb is handed: the small set of things with a lifetime, built once at the top. */
import type { BlobStore } from './blobs/blob-store.ts'
import type { PictureDecoder } from './children/picture-decoder.ts'
import type { Config } from './config.ts'
import type { Database, Db } from './db/database.ts'
import { inTransaction } from './db/transaction.ts'
import type { Clock } from './lib/clock.ts'
import type { ExpiringCache } from './lib/expiring-cache.ts'
import type { Keyring } from './lib/keyring.ts'
import type { Logger } from './lib/log.ts'

export interface Context {
  readonly config: Config
  readonly db: Database
  readonly clock: Clock
  readonly log: Logger
  readonly keyring: Keyring
  readonly blobs: BlobStore
  /** Child processes that decode what strangers sent; started when the first picture comes. */
  readonly decoder: PictureDecoder
  /** What this process knows of API keys, by the hex of their digests; whoever changes a key drops it here. */
  readonly keyCache: ExpiringCache<unknown>
}

/** The context inside a transaction: the same, but `db` may be the transaction. */
export interface TxContext extends Omit<Context, 'db'> {
  readonly db: Db
}

/** Runs `work` in one transaction, the caller's own when there is one already. */
export function withTransaction<T>(ctx: TxContext, work: (tx: TxContext) => Promise<T>): Promise<T> {
  return inTransaction(ctx.db, (db) => work({ ...ctx, db }))
}
