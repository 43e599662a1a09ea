/** Connects to the configured database, or to the embedded one when none is configured, and brings it up to date. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Health } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'
import { SETTINGS } from '../settings.ts'
import type { Secret } from '../settings-reader.ts'
import { type Access, openAccess } from './access.ts'
import { loginOf, withLogin } from './app-role.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { findRunningEmbedded, startEmbedded } from './embedded/start.ts'
import { migrate } from './migrate.ts'
import { FolderLockedError } from './start-error.ts'
import { requireSameLogin, requireSessions } from './try-url.ts'

/** An open database and whatever had to be started for it. */
export interface DatabaseConnection {
  readonly db: Database
  /** The role of the application and its URL, for parts that hold connections of their own: the queue, the listener. */
  readonly access: Access
  /** Of the role that owns the tables; of the embedded database the superuser's. */
  readonly ownerUrl: string
  /** Closes the pool, then stops the embedded server if this process started it. */
  close(): Promise<void>
}

interface ConnectOptions {
  /**
   * `serve` holds the data folder alone. `cli` shares the database of a server that runs on the data folder, and
   * otherwise starts it for as long as the command takes.
   */
  readonly mode: 'serve' | 'cli'
  /** Of the embedded database, where another process runs it. */
  readonly embeddedUrl?: Promise<string> | undefined
  /** Where an embedded database of this process says how it is. */
  readonly health?: Health | undefined
}

interface Server {
  /** Of the role that owns the tables. */
  readonly ownerUrl: string
  /** Of the role of the application, where the operator made one. */
  readonly appUrl?: string
  /** Of a pooler that changes the server after each transaction, where queries go through one. */
  readonly poolerUrl?: string
  stop(): Promise<void>
}

/** How long a command waits for a server that holds the folder but does not take connections yet. */
const STARTING_WAIT_MS = 15_000
const STARTING_POLL_MS = 200

/**
 * Opens the database as the application, once the owner of the tables has migrated it. Throws `DatabaseStartError` when
 * there is none to be had.
 */
export async function connectDatabase(
  config: Config,
  log: Logger,
  options: ConnectOptions,
): Promise<DatabaseConnection> {
  const server = await findServer(config, log, options)
  try {
    await migrate(server.ownerUrl, log)
    const access = await openAccess({ ...server, log })
    const entry = await chooseEntry(server, access, log)
    const { poolSize, queryTimeoutMs } = config.database
    // Nobody waits for a command as a caller waits for an answer.
    const bounds = options.mode === 'serve' ? { poolSize, queryTimeoutMs } : { poolSize }
    const db = openDatabase({ ...entry, ...bounds, log })
    const close = async () => {
      await closeDatabase(db)
      await server.stop()
    }
    return { db, access, ownerUrl: server.ownerUrl, close }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Where queries go: past the pooler only where there is none. */
async function chooseEntry({ poolerUrl }: Server, access: Access, log: Logger) {
  if (poolerUrl === undefined) return { url: access.url }
  const url = access.shared ? poolerUrl : withLogin(poolerUrl, loginOf(access.url))
  const direct = { url: access.url, setting: SETTINGS.databaseSessionUrl.name }
  await requireSameLogin({ url, setting: SETTINGS.databaseUrl.name }, direct, log)
  return { url, isPooled: true }
}

async function findServer(config: Config, log: Logger, options: ConnectOptions): Promise<Server> {
  const { mode, embeddedUrl, health } = options
  if (config.database.url) return findGiven(config.database, config.database.url, log)
  if (embeddedUrl) return { ownerUrl: await embeddedUrl, stop: stopNothing }
  if (mode === 'cli') return shareEmbedded(config.dataDir, log)
  const embedded = await startEmbedded({ dataDir: config.dataDir, log, health })
  return { ownerUrl: embedded.url, stop: () => embedded.stop() }
}

async function findGiven({ ownerUrl, sessionUrl }: Config['database'], url: Secret, log: Logger): Promise<Server> {
  const direct = sessionUrl ?? url
  const setting = sessionUrl ? SETTINGS.databaseSessionUrl.name : SETTINGS.databaseUrl.name
  await requireSessions({ url: direct.reveal(), setting }, log)
  if (ownerUrl) await requireSessions({ url: ownerUrl.reveal(), setting: SETTINGS.databaseOwnerUrl.name }, log)
  return {
    ownerUrl: (ownerUrl ?? direct).reveal(),
    ...(ownerUrl && { appUrl: direct.reveal() }),
    ...(sessionUrl && { poolerUrl: url.reveal() }),
    stop: stopNothing,
  }
}

async function shareEmbedded(dataDir: string, log: Logger): Promise<Server> {
  for (let waitedMs = 0; ; waitedMs += STARTING_POLL_MS) {
    const url = await findRunningEmbedded(dataDir)
    if (url !== undefined) return { ownerUrl: url, stop: stopNothing }
    try {
      const embedded = await startEmbedded({ dataDir, log })
      return { ownerUrl: embedded.url, stop: () => embedded.stop() }
    } catch (error) {
      if (!(error instanceof FolderLockedError) || waitedMs >= STARTING_WAIT_MS) throw error
      await sleep(STARTING_POLL_MS)
    }
  }
}

async function stopNothing(): Promise<void> {}
