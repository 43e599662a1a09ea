/** Creates, launches and stops the PostgreSQL server of one folder. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Logger } from '../../lib/log.ts'
import type { ProcessUser } from '../../lib/process-users.ts'
import { DatabaseStartError } from '../start-error.ts'
import { type Binaries, CLEAN_ENVIRONMENT } from './binaries.ts'
import { findNamedUser, giveFolder } from './owner.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'
import { type ClusterRecord, SUPERUSER } from './record.ts'

/** A database folder together with what is needed to run it. */
export interface Cluster {
  readonly record: ClusterRecord
  readonly binaries: Binaries
  /** User of the processes; undefined means our own. */
  readonly owner: ProcessUser | undefined
  /** Server settings beyond the defaults, by PostgreSQL's names. */
  readonly settings: Readonly<Record<string, string>>
  readonly log: Logger
}

const execute = promisify(execFile)

const POLL_MS = 20
/** Long, since a start after a crash first replays the write-ahead log. */
const START_TIMEOUT_MS = 300_000
const STOP_TIMEOUT_SECONDS = 60

/** Another program took the port between choosing and listening, or the last child of a killed server still goes. */
const PASSING_PROBLEM = /could not bind|Address already in use|pre-existing shared memory block/
/** At least 20 s: on a busy machine the children of a killed server take longer to notice. */
const MAX_LAUNCHES = 80
const LAUNCH_PAUSE_MS = 250

/**
 * For one application on the same machine: small, durable, loopback only. Statements and their values stay out of the
 * log file (it begins at level `log`, above `error`), since they hold personal data; the application logs errors itself.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  // Whoever archives the log may be away so long; then it begins with another copy of the database.
  wal_keep_size: '256MB',
  io_method: 'sync',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** Creates the folder whole or not at all: initdb fills a draft beside it, which then gets its name. */
export async function initializeCluster({ record, binaries, owner }: Cluster): Promise<void> {
  const draft = `${record.folder}.new`
  const passwordFile = `${draft}.password`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  try {
    await writeFile(passwordFile, record.password, { mode: 0o600 })
    const maker = owner && (await findNamedUser(owner))
    if (maker) await Promise.all([draft, passwordFile].map((path) => chown(path, maker.uid, maker.gid)))
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const login = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    await execute(binaries.initdb, ['-D', draft, ...locale, ...login, '--data-checksums', '--no-instructions'], {
      ...maker,
      cwd: draft,
      env: CLEAN_ENVIRONMENT,
    })
    if (owner) await giveFolder(draft, owner)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseStartError(`The database folder ${record.folder} could not be created: ${reason}`, { cause })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, record.folder)
}

/** Launches the server on a loopback port, a free one unless it is given, and answers when it takes connections. */
export async function launchCluster(cluster: Cluster, port?: number): Promise<Postmaster> {
  for (let launches = 1; ; launches++) {
    const result = await launchOnce(cluster, port ?? (await findFreePort()))
    if (typeof result !== 'string') return result
    if (launches === MAX_LAUNCHES || !PASSING_PROBLEM.test(result)) {
      throw new DatabaseStartError(`PostgreSQL did not start on ${cluster.record.folder}:\n${result}`)
    }
    await sleep(LAUNCH_PAUSE_MS)
  }
}

/**
 * Stops the server of the cluster: open transactions roll back, a checkpoint is written. Answers when it is gone.
 */
export async function stopCluster({ record, binaries, owner, log }: Cluster): Promise<void> {
  const options = { ...owner, cwd: dirname(binaries.pgCtl), env: CLEAN_ENVIRONMENT }
  const stop = (mode: string) =>
    execute(binaries.pgCtl, ['stop', '-D', record.folder, '-m', mode, '-t', String(STOP_TIMEOUT_SECONDS)], options)
  try {
    await stop('fast')
  } catch (err) {
    if (!(await findPostmaster(record.folder))) return
    log.warn({ err }, 'the database did not stop in time and is cut off; it will recover at the next start')
    await stop('immediate')
  }
}

/** Answers the ready server, or what a server that ended at once wrote. */
async function launchOnce(cluster: Cluster, port: number): Promise<Postmaster | string> {
  const { record, binaries, owner, settings, log } = cluster
  const { folder } = record
  // Beside the folder, not in it: when we are root, we write no file where the unprivileged user may plant a link.
  const logPath = `${folder}.start.log`
  const all = { ...SETTINGS, port: String(port), ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = await open(logPath, 'w', 0o600)
  try {
    const child = spawn(binaries.postgres, ['-D', folder, ...args], {
      ...owner,
      cwd: folder,
      env: CLEAN_ENVIRONMENT,
      // A group of its own: Ctrl-C in the terminal must not end the database before us.
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    })
    child.unref()
    const postmaster = await waitUntilReady(child, folder)
    if (!postmaster) return await readLog(folder, logPath)
    child.on('exit', (code, signal) => log.info({ code, signal }, 'the embedded database ended'))
    return postmaster
  } finally {
    await output.close()
  }
}

async function waitUntilReady(child: ChildProcess, folder: string): Promise<Postmaster | undefined> {
  let failed = false
  child.once('exit', () => {
    failed = true
  })
  child.once('error', () => {
    failed = true
  })
  for (let waitedMs = 0; waitedMs < START_TIMEOUT_MS && !failed; waitedMs += POLL_MS) {
    const postmaster = await findPostmaster(folder)
    if (postmaster?.ready && postmaster.pid === child.pid) return postmaster
    await sleep(POLL_MS)
  }
  return undefined
}

/** What the server wrote before its own logging began, and where the rest is. */
async function readLog(folder: string, startLog: string): Promise<string> {
  const text = await readFile(startLog, 'utf8').catch(() => '')
  return `${text.trim()}\n(more in ${join(folder, 'log')})`
}

/** A loopback port that was free a moment ago. */
async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address')
  return address.port
}
