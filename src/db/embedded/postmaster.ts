/** Finds the PostgreSQL server that runs on a data folder, by the file it leaves there. */
import { constants } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { isAlive, readCommandLine } from './processes.ts'
import { type ClusterRecord, toDatabaseUrl } from './record.ts'

/** What `postmaster.pid` says. */
export interface Postmaster {
  readonly pid: number
  /** Zero until the server has got so far. */
  readonly port: number
  /** Whether it takes connections. */
  readonly ready: boolean
}

const PID_FILE = 'postmaster.pid'
const PROBE_TIMEOUT_MS = 3_000

/** No system numbers its processes this high (Linux stops at 2^22). */
const IMPOSSIBLE_PID = 99_999_999

/** The living server of `folder`; undefined when the file is absent, or left by a process that is gone. */
export async function findPostmaster(folder: string): Promise<Postmaster | undefined> {
  const lines = await readPidFile(folder)
  const pid = Number(lines?.[0])
  if (!lines || !(await isServerOf(pid, folder))) return undefined
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' }
}

/**
 * Prepares the file of a server that is gone for the next one, which would refuse to start if the number had meanwhile
 * passed to another process. The rest of the file stays: by its shared memory id, PostgreSQL makes sure that no
 * process of the former server still writes.
 */
export async function defusePidFile(folder: string): Promise<void> {
  const lines = await readPidFile(folder)
  if (!lines || !isAlive(Number(lines[0]))) return
  // The folder belongs to another user than root: a link planted there must not lead the write astray.
  const flag = constants.O_WRONLY | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0)
  await writeFile(join(folder, PID_FILE), [IMPOSSIBLE_PID, ...lines.slice(1)].join('\n'), { flag })
}

/** The URL of the server, when it takes our password and serves this very folder; else undefined. */
export async function probeServer(record: ClusterRecord, port: number): Promise<string | undefined> {
  const url = toDatabaseUrl(record, port)
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    query_timeout: PROBE_TIMEOUT_MS,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === record.folder ? url : undefined
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The lines: pid, folder, start time, port, socket folder, address, shared memory id, state (PostgreSQL's pidfile.h). */
async function readPidFile(folder: string): Promise<string[] | undefined> {
  const text = await readFile(join(folder, PID_FILE), 'utf8').catch(() => undefined)
  return text?.split('\n')
}

async function isServerOf(pid: number, folder: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false
  if (process.platform === 'win32') return true
  return (await readCommandLine(pid)).includes(` -D ${folder} `)
}
