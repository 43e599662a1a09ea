/** Runs the PostgreSQL server that comes with OpenIDV on a data folder, and finds one that runs already. */
import { mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Health } from '../../lib/health.ts'
import type { Logger } from '../../lib/log.ts'
import { DatabaseStartError } from '../start-error.ts'
import { type Cluster, initializeCluster, launchCluster, stopCluster } from './cluster.ts'
import { findCluster } from './find-cluster.ts'
import { ClusterKeeper, type KeeperBounds } from './keeper.ts'
import { type FolderLock, lockFolder } from './lock.ts'
import { takeOverForeign } from './owner.ts'
import { defusePidFile, findPostmaster, probeServer } from './postmaster.ts'
import { type ClusterRecord, prepareRecord, readRecord, toDatabaseUrl, writeRecord } from './record.ts'

/** The running server; this process holds its data folder's lock. */
export interface EmbeddedServer {
  /** PostgreSQL URL of the superuser, with its password. */
  readonly url: string
  /** Whether the server was found running, left by a process that was killed. */
  readonly adopted: boolean
  /** Stops the server and gives the folder free; the second call waits for the first. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  /** Our data folder; created when absent. */
  readonly dataDir: string
  readonly log: Logger
  /** Where it is said that the server died; unset: in the log alone. */
  readonly health?: Health | undefined
  /** How often it may die; unset: as `keeper.ts` says. */
  readonly keeping?: KeeperBounds
  /** PostgreSQL settings over our own, for tests that need no durability. */
  readonly settings?: Readonly<Record<string, string>>
}

const ADOPT_WAIT_MS = 60_000
const ADOPT_POLL_MS = 100

/**
 * Starts the embedded PostgreSQL of a data folder: creates the database at first, adopts a server that outlived its
 * OpenIDV, and never runs two. One that dies is started again on the same port. Throws `FolderLockedError` when a living OpenIDV holds the folder, and
 * `DatabaseStartError` when the server cannot run.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir, log, settings = {}, health = new Health(log) } = options
  await mkdir(dataDir, { recursive: true })
  const home = await realpath(dataDir)
  const locks = [await lockFolder(home)]
  try {
    const record = await prepareRecord(home, log)
    await requireDatabase(record)
    // Data folders that were copied by hand could name the same database: that one's own lock keeps the second server away.
    if (dirname(record.folder) !== home) locks.push(await lockFolder(dirname(record.folder)))
    const cluster = await prepareCluster(home, record, settings, log)
    const adoptedUrl = await adoptServer(cluster)
    const url = adoptedUrl ?? toDatabaseUrl(record, (await launchCluster(cluster)).port)
    const keeper = new ClusterKeeper(cluster, Number(new URL(url).port), health, options.keeping)
    return { url, adopted: adoptedUrl !== undefined, stop: stopOnce(keeper, locks) }
  } catch (error) {
    await releaseAll(locks)
    throw error
  }
}

/** The URL of the server that runs on this data folder, if one does; needs no lock, starts nothing. */
export async function findRunningEmbedded(dataDir: string): Promise<string | undefined> {
  const record = await readRecord(dataDir)
  if (!record) return undefined
  const postmaster = await findPostmaster(record.folder)
  return postmaster?.ready ? probeServer(record, postmaster.port) : undefined
}

/** Whether a data folder has, or had, an embedded database that was once whole. */
export async function hasDatabase(dataDir: string): Promise<boolean> {
  return (await readRecord(dataDir))?.isMade === true
}

async function prepareCluster(
  home: string,
  record: ClusterRecord,
  settings: Readonly<Record<string, string>>,
  log: Logger,
): Promise<Cluster> {
  const isRoot = process.getuid?.() === 0
  // One that still runs was started by another OpenIDV: it is adopted as it is.
  if (isRoot && !(await findPostmaster(record.folder))) await takeOverForeign(record.folder)
  const cluster = await findCluster(home, record, settings, log)
  if (!(await isInitialized(record))) await initializeCluster(cluster)
  await writeRecord(home, { ...record, isMade: true })
  return cluster
}

/** A database that was once whole is never made anew in its place: whoever lost it would think that all was well. */
async function requireDatabase(record: ClusterRecord): Promise<void> {
  if (!record.isMade || (await isInitialized(record))) return
  throw new DatabaseStartError(
    `The database of this data folder is missing: ${record.folder} holds none. Bring it back, or restore a backup ` +
      '(docs/guides/backup.md). Only if nothing was ever kept here, delete postgres.json.',
  )
}

async function isInitialized({ folder }: ClusterRecord): Promise<boolean> {
  return (await stat(join(folder, 'PG_VERSION')).catch(() => undefined)) !== undefined
}

/** The URL of a server that still runs on the folder. One that does not answer is stopped. */
async function adoptServer(cluster: Cluster): Promise<string | undefined> {
  const { record, log } = cluster
  for (let waitedMs = 0; waitedMs < ADOPT_WAIT_MS; waitedMs += ADOPT_POLL_MS) {
    const postmaster = await findPostmaster(record.folder)
    if (!postmaster) {
      await defusePidFile(record.folder)
      return undefined
    }
    if (postmaster.ready) {
      const url = await probeServer(record, postmaster.port)
      if (url === undefined) break
      log.info({ pid: postmaster.pid }, 'adopted the database server that outlived its OpenIDV')
      return url
    }
    await sleep(ADOPT_POLL_MS)
  }
  log.warn('the database server of an earlier OpenIDV does not answer and is stopped')
  await stopCluster(cluster)
  return undefined
}

function stopOnce(keeper: ClusterKeeper, locks: readonly FolderLock[]): () => Promise<void> {
  let stopping: Promise<void> | undefined
  return () => {
    stopping ??= keeper.stop().finally(() => releaseAll(locks))
    return stopping
  }
}

async function releaseAll(locks: readonly FolderLock[]): Promise<void> {
  await Promise.all(locks.map((lock) => lock.release()))
}
