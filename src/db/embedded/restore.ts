/** Makes the embedded database of a new data folder from the copy of another one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Logger } from '../../lib/log.ts'
import { toVerifier } from '../app-role.ts'
import { BackupError } from '../backup/backup-error.ts'
import { parseLsn } from '../backup/wal-names.ts'
import { CLEAN_ENVIRONMENT } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { findCluster } from './find-cluster.ts'
import { lockFolder } from './lock.ts'
import { findNamedUser, giveFolder } from './owner.ts'
import { prepareRecord, SUPERUSER, writeRecord } from './record.ts'

interface RestoreOptions {
  /** An existing folder without a database. */
  readonly dataDir: string
  readonly log: Logger
  /** Writes the copy's files, write-ahead log included, to an empty folder; throws when they are not whole. */
  unpack(folder: string): Promise<void>
  /** Stop at this time; unset: at the end of the log. */
  readonly until?: Date | undefined
  /** Told where the log ended, unless `until` came before; throws when that is too early. */
  accept?(end: bigint): void
  /** A statement, on one line, that the recovered database carries out before anybody else. */
  readonly finish: string
}

/**
 * Unpacks the copy and replays its log, so that the database is as it was at its end or at `until`; its superuser gets another
 * password. Until then a start on the folder is refused. Throws `BackupError` when PostgreSQL does not recover.
 */
export async function restoreEmbedded(options: RestoreOptions): Promise<void> {
  const { dataDir, log, unpack, until, accept, finish } = options
  const home = await realpath(dataDir)
  const lock = await lockFolder(home)
  try {
    const record = { ...(await prepareRecord(home, log)), isMade: true }
    await writeRecord(home, record)
    const draft = `${record.folder}.new`
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { mode: 0o700 })
    await unpack(draft)
    const cluster = await findCluster(home, record, {}, log)
    if (!until || !(await replayLog(cluster, draft, finish, until))) {
      // Until a time that the log does not reach, nothing is replayed for good.
      await replayLog(cluster, draft, finish)
      accept?.(await readLogEnd(draft))
    }
    await rename(draft, record.folder)
  } finally {
    await lock.release()
  }
}

/** What PostgreSQL says when the log ends before the time that was asked for. */
const TOO_SHORT = 'recovery ended before configured recovery target was reached'

/**
 * PostgreSQL as one process without connections: it recovers the copy, takes two statements and ends. It goes on under a timeline
 * of its own, so that its log is never taken for that of the database that was copied. Answers false when the log ended before
 * `until`: then the copy may be recovered again.
 */
async function replayLog(cluster: Cluster, draft: string, finish: string, until?: Date): Promise<boolean> {
  const { record, binaries, owner } = cluster
  await writeFile(join(draft, 'recovery.signal'), '', { mode: 0o600 })
  // Like initdb, it asks for the name of its user.
  const user = owner && (await findNamedUser(owner))
  if (user) await giveFolder(draft, user)
  const settings = {
    io_method: 'sync',
    hot_standby: 'off',
    // The log lies in the folder already.
    restore_command: 'exit 1',
    recovery_target_timeline: 'current',
    recovery_target_action: 'promote',
    // The name `Z` is in a table that PostgreSQL has not read by then.
    ...(until && { recovery_target_time: until.toISOString().replace('Z', '+00') }),
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['--single', '-D', draft, ...args, 'postgres'], {
    ...user,
    cwd: draft,
    env: CLEAN_ENVIRONMENT,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  const login = { role: SUPERUSER, password: record.password }
  child.stdin.end(`alter role ${SUPERUSER} password '${toVerifier(login.role, login.password)}'\n${finish}\n`)
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (until && said.includes(TOO_SHORT)) return false
  if (code !== 0 || /^.*\b(?:ERROR|FATAL|PANIC): /m.test(said))
    throw new BackupError(`PostgreSQL did not recover the copy:\n${said.trim()}`)
  if (owner) await giveFolder(draft, owner)
  return true
}

/** Where the log ended, by the line with which the new timeline begins (PostgreSQL documentation §26.3.6). */
async function readLogEnd(draft: string): Promise<bigint> {
  const folder = join(draft, 'pg_wal')
  const newest = (await readdir(folder))
    .filter((name) => name.endsWith('.history'))
    .sort()
    .at(-1)
  const lines = newest === undefined ? [] : (await readFile(join(folder, newest), 'utf8')).trim().split('\n')
  const [, end] = /^\d+\t([0-9A-F]+\/[0-9A-F]+)\t/.exec(lines.at(-1) ?? '') ?? []
  if (end === undefined) throw new BackupError('PostgreSQL did not say where the log of the copy ended.')
  return parseLsn(end)
}
