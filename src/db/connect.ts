/** Connects to the configured database, or to the embedded one when none is configured. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Logger } from '../lib/log.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { findRunningEmbedded, startEmbedded } from './embedded/start.ts'
import { FolderLockedError } from './start-error.ts'

/** An open database and whatever had to be started for it. */
export interface DatabaseConnection {
  readonly db: Database
  /** For parts that hold connections of their own: the job queue, the listener, the migrations. */
  readonly url: string
  /** Closes the pool, then stops the embedded server if this process started it. */
  close(): Promise<void>
}

interface ConnectOptions {
  /**
   * `serve` holds the data folder alone. `cli` shares the database of a server that runs on the data folder, and
   * otherwise starts it for as long as the command takes.
   */
  readonly mode: 'serve' | 'cli'
}

interface Server {
  readonly url: string
  stop(): Promise<void>
}

/** How long a command waits for a server that holds the folder but does not take connections yet. */
const STARTING_WAIT_MS = 15_000
const STARTING_POLL_MS = 200

/** Opens the database; does not migrate it. Throws `DatabaseStartError` when there is none to be had. */
export async function connectDatabase(
  config: Config,
  log: Logger,
  { mode }: ConnectOptions,
): Promise<DatabaseConnection> {
  const server = await findServer(config, log, mode)
  const db = openDatabase({ url: server.url, poolSize: config.database.poolSize, log })
  const close = async () => {
    await closeDatabase(db)
    await server.stop()
  }
  return { db, url: server.url, close }
}

function findServer(config: Config, log: Logger, mode: ConnectOptions['mode']): Promise<Server> {
  const { url } = config.database
  if (url) return Promise.resolve({ url: url.reveal(), stop: stopNothing })
  if (mode === 'serve') return startEmbedded({ dataDir: config.dataDir, log })
  return shareEmbedded(config.dataDir, log)
}

async function shareEmbedded(dataDir: string, log: Logger): Promise<Server> {
  for (let waitedMs = 0; ; waitedMs += STARTING_POLL_MS) {
    const url = await findRunningEmbedded(dataDir)
    if (url !== undefined) return { url, stop: stopNothing }
    try {
      return await startEmbedded({ dataDir, log })
    } catch (error) {
      if (!(error instanceof FolderLockedError) || waitedMs >= STARTING_WAIT_MS) throw error
      await sleep(STARTING_POLL_MS)
    }
  }
}

async function stopNothing(): Promise<void> {}
