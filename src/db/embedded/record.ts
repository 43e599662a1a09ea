/** Remembers where the embedded database of a data folder lies and how to enter it, so that the folder may be moved. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Logger } from '../../lib/log.ts'
import { DatabaseStartError } from '../start-error.ts'
import { chooseOwner, findBarrier } from './owner.ts'

/** What `<dataDir>/postgres.json`, readable by our own user only, says of the database. It holds no path. */
export interface ClusterRecord {
  /** Absolute path of PostgreSQL's data folder, as things lie at present. */
  readonly folder: string
  readonly password: string
  /** Whether the database was once there whole: a folder that is missing then was lost, and is not made anew. */
  readonly isMade: boolean
}

/** The superuser, and the only user, of the embedded database. */
export const SUPERUSER = 'openidv'

/** Where root puts what the unprivileged user could not reach: each database in a folder with a name of its own. */
export const SHARED_ROOT = '/var/lib/openidv'

const RECORD_FILE = 'postgres.json'
const INSIDE = 'postgres'
/** Beside a database that lies outside of its data folder: the path of that data folder. */
const HOME_FILE = 'data-folder'
const SHARED_NAME = /^[0-9a-f]{12}$/

/** The record of a data folder that has one. */
export async function readRecord(dataDir: string): Promise<ClusterRecord | undefined> {
  const path = join(dataDir, RECORD_FILE)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new DatabaseStartError(`${path} cannot be read: run OpenIDV as the user that owns it.`, { cause: error })
  })
  if (text === undefined) return undefined
  const { password, shared, made, folder } = parseObject(text)
  const inside = join(await realpath(dataDir), INSIDE)
  if (typeof password === 'string') {
    // Earlier versions noted the folder's absolute path, which names the wrong one as soon as the data folder is moved.
    if (typeof folder === 'string') return { folder: toPresentFolder(folder, inside), password, isMade: true }
    if (shared === undefined) return { folder: inside, password, isMade: made === true }
    if (typeof shared === 'string' && SHARED_NAME.test(shared))
      return { folder: toSharedFolder(shared), password, isMade: made === true }
  }
  throw new DatabaseStartError(`${path} is damaged: restore it from a backup.`)
}

/**
 * The record of the data folder, made with a place and a random password when there is none. Throws `DatabaseStartError` when
 * its database lies elsewhere and belongs to the data folder that this one was copied from.
 */
export async function prepareRecord(dataDir: string, log: Logger): Promise<ClusterRecord> {
  const found = await readRecord(dataDir)
  if (found && found.folder !== join(dataDir, INSIDE)) await claimShared(dataDir, found)
  if (found) return found
  const password = randomBytes(24).toString('base64url')
  const record = { folder: await choosePlace(dataDir, log), password, isMade: false }
  await writeRecord(dataDir, record)
  if (record.folder !== join(dataDir, INSIDE)) await claimShared(dataDir, record)
  return record
}

/** Writes the record whole or not at all. */
export async function writeRecord(dataDir: string, { folder, password, isMade }: ClusterRecord): Promise<void> {
  const shared = folder === join(dataDir, INSIDE) ? undefined : basename(dirname(folder))
  const path = join(dataDir, RECORD_FILE)
  const text = JSON.stringify({ password, shared, made: isMade || undefined })
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}

/** The URL of the database of `record` when it listens on `port`. */
export function toDatabaseUrl(record: ClusterRecord, port: number): string {
  return `postgres://${SUPERUSER}:${record.password}@127.0.0.1:${port}/postgres`
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function toSharedFolder(name: string): string {
  return join(SHARED_ROOT, name, INSIDE)
}

function toPresentFolder(noted: string, inside: string): string {
  const name = basename(dirname(noted))
  return SHARED_NAME.test(name) && noted === toSharedFolder(name) ? noted : inside
}

/** Notes beside the database whose it is. Of two data folders that name it, the one that came later is a copy. */
async function claimShared(dataDir: string, { folder }: ClusterRecord): Promise<void> {
  const note = join(dirname(folder), HOME_FILE)
  const home = await readFile(note, 'utf8').catch(() => undefined)
  if (home === dataDir) return
  const other = home === undefined ? undefined : await readRecord(home).catch(() => undefined)
  if (other?.folder === folder) {
    throw new DatabaseStartError(
      `${dataDir} is a copy of ${home}, whose database lies outside of it, in ${folder}, and was not copied.\n` +
        'Make the copy with "openidv backup" and "openidv restore" (docs/guides/backup.md).',
    )
  }
  // On another machine there is no such folder: what is missing is said by whoever starts the database.
  await writeFile(note, dataDir, { mode: 0o600, flush: true }).catch(() => undefined)
}

async function choosePlace(dataDir: string, log: Logger): Promise<string> {
  const inside = join(dataDir, INSIDE)
  if (await stat(inside).catch(() => undefined)) {
    throw new DatabaseStartError(`${inside} exists, but not its password in ${RECORD_FILE}: restore that file.`)
  }
  const owner = chooseOwner(inside)
  const barrier = owner && findBarrier(dataDir, owner)
  if (barrier === undefined) return inside

  // A random name: a data folder that was deleted and made anew must not meet its former database.
  const home = join(SHARED_ROOT, randomBytes(6).toString('hex'))
  await mkdir(home, { recursive: true })
  await Promise.all([SHARED_ROOT, home].map((folder) => chmod(folder, 0o755)))
  const folder = join(home, INSIDE)
  log.info({ folder, barrier }, 'the database lies outside the data folder, which its user may not pass')
  return folder
}
