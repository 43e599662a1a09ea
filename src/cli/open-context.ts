/** Builds the context: configuration, database, keys, files. */
import { openBlobs } from '../blobs/open-blobs.ts'
import { PictureDecoder } from '../children/picture-decoder.ts'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import type { Access } from '../db/access.ts'
import { connectDatabase } from '../db/connect.ts'
import { systemClock } from '../lib/clock.ts'
import { ExpiringCache } from '../lib/expiring-cache.ts'
import type { Health } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'
import { MAX_CACHED_KEYS } from '../services/api-keys/cache.ts'
import { ConfigError } from '../settings-reader.ts'
import { LIST_PRICES } from '../steps/prices.ts'
import { closeDataFolder } from './data-folder.ts'
import type { RootParent } from './root/root-parent.ts'
import { openKeyring } from './root-secret.ts'

export interface OpenedContext {
  readonly ctx: Context
  /** How the application enters the database, for parts with connections of their own. */
  readonly access: Access
  /** Of the role that owns the tables; of the embedded database the superuser's. */
  readonly ownerUrl: string
  close(): Promise<void>
}

/**
 * Connects and migrates. Warns in production when the application has no role of its own. `serve` holds the data folder alone;
 * `cli` works beside a running server. `parent` runs the database and starts the decoders, where this process was root;
 * otherwise an embedded one tells `health` how it is.
 */
export async function openContext(
  config: Config,
  log: Logger,
  mode: 'serve' | 'cli',
  parent?: RootParent,
  health?: Health,
): Promise<OpenedContext> {
  requireKnownPrices(config)
  await closeDataFolder(config.dataDir)
  const keyring = await openKeyring(config, log)
  const connection = await connectDatabase(config, log, { mode, embeddedUrl: parent?.databaseUrl, health })
  try {
    const { shared } = connection.access
    if (shared !== undefined && config.production)
      log.warn({ why: shared }, 'the application runs as the owner of its tables')
    const blobs = await openBlobs(config, connection.db)
    const keyCache = new ExpiringCache(MAX_CACHED_KEYS)
    const { startChild } = parent ?? {}
    const decoder = new PictureDecoder({ timeoutMs: config.decoding.timeoutMs, log, startChild })
    const ctx: Context = { config, db: connection.db, clock: systemClock, log, keyring, blobs, decoder, keyCache }
    const close = async () => {
      await decoder.close()
      await blobs.close()
      await connection.close()
    }
    return { ctx, access: connection.access, ownerUrl: connection.ownerUrl, close }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** Throws `ConfigError` for a price of something that this installation does not sell. */
function requireKnownPrices({ billing }: Config): void {
  const unknown = Object.keys(billing.prices).filter((name) => !Object.hasOwn(LIST_PRICES, name))
  if (unknown.length === 0) return
  throw new ConfigError(
    `OPENIDV_PRICES names ${unknown.join(', ')}: there are prices for ${Object.keys(LIST_PRICES).join(', ')}`,
  )
}
