/** Remembers where the embedded database of a data folder lies and how to enter it. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../lib/log.ts'
import { DatabaseStartError } from '../start-error.ts'
import { chooseOwner, findBarrier } from './owner.ts'

/** The content of `<dataDir>/postgres.json`, readable by our own user only. */
export interface ClusterRecord {
  /** Absolute path of PostgreSQL's data folder. */
  readonly folder: string
  readonly password: string
}

/** The superuser, and the only user, of the embedded database. */
export const SUPERUSER = 'openidv'

/** Where root puts what the unprivileged user could not reach. */
export const SHARED_ROOT = '/var/lib/openidv'

const RECORD_FILE = 'postgres.json'

/** The record of a data folder that has one. */
export async function readRecord(dataDir: string): Promise<ClusterRecord | undefined> {
  const path = join(dataDir, RECORD_FILE)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new DatabaseStartError(`${path} cannot be read: run OpenIDV as the user that owns it.`, { cause: error })
  })
  if (text === undefined) return undefined
  const { folder, password } = JSON.parse(text) as Record<string, unknown>
  if (typeof folder === 'string' && typeof password === 'string') return { folder, password }
  throw new DatabaseStartError(`${path} is damaged: restore it from a backup.`)
}

/** The record of the data folder, made with a place and a random password when there is none. */
export async function prepareRecord(dataDir: string, log: Logger): Promise<ClusterRecord> {
  const found = await readRecord(dataDir)
  if (found) return found
  const record = { folder: await choosePlace(dataDir, log), password: randomBytes(24).toString('base64url') }
  const path = join(dataDir, RECORD_FILE)
  await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  return record
}

/** The URL of the database of `record` when it listens on `port`. */
export function toDatabaseUrl(record: ClusterRecord, port: number): string {
  return `postgres://${SUPERUSER}:${record.password}@127.0.0.1:${port}/postgres`
}

async function choosePlace(dataDir: string, log: Logger): Promise<string> {
  const inside = join(dataDir, 'postgres')
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
  const folder = join(home, 'postgres')
  log.info({ folder, barrier }, 'the database lies outside the data folder, which its user may not pass')
  return folder
}
