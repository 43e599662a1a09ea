/** Lets one server at a time use a folder, by a lock file that outlives no process. */
import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from '../../lib/crypto.ts'
import { FolderLockedError } from '../start-error.ts'
import { isAlive, readStartMark } from './processes.ts'

/** A held lock. */
export interface FolderLock {
  /** Gives the folder free; does nothing the second time. */
  release(): Promise<void>
}

/** The name of the lock in the folder that it locks. */
export const LOCK_FILE = 'openidv.lock'

/**
 * Locks a folder for this process, or throws `FolderLockedError` that names the living holder. The lock of a process
 * that is dead (or whose number went to another process) is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, LOCK_FILE)
  const content = JSON.stringify({ pid: process.pid, startMark: await readStartMark(process.pid), nonce: randomUUID() })
  await acquire(path, content)
  return { release: () => removeIfOurs(path, content) }
}

/**
 * Makes `path` hold `content`, which names a living process. A dead holder's file may be replaced only by whoever
 * holds a second lock, named after that file's content: thus two late comers never both take it over.
 */
async function acquire(path: string, content: string): Promise<void> {
  while (!(await createWhole(path, content))) {
    const found = await readFile(path, 'utf8').catch(() => undefined)
    if (found === undefined) continue
    const holder = parseHolder(found)
    if (await isHolding(holder)) {
      throw new FolderLockedError(`${dirname(path)} is in use by another OpenIDV, process id ${holder.pid}.`)
    }
    const claim = `${path}.${sha256(found).toString('hex').slice(0, 16)}`
    await acquire(claim, content)
    try {
      if ((await readFile(path, 'utf8').catch(() => undefined)) !== found) continue
      await replaceWhole(path, content)
      return
    } finally {
      await rm(claim, { force: true })
    }
  }
}

/** Creates the file with all of its content at once, so that no reader meets half of it; false when it exists. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content)
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft)
  }
}

async function replaceWhole(path: string, content: string): Promise<void> {
  await rename(await writeDraft(path, content), path)
}

async function writeDraft(path: string, content: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, content, { mode: 0o600, flag: 'wx' })
  return draft
}

async function removeIfOurs(path: string, content: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => undefined)
  if (found === content) await rm(path, { force: true })
}

interface Holder {
  readonly pid: number
  readonly startMark: string
}

/** A file that names no process counts as a dead one's. */
function parseHolder(content: string): Holder {
  try {
    const { pid, startMark } = JSON.parse(content) as Record<string, unknown>
    if (typeof pid === 'number' && pid > 0 && typeof startMark === 'string') return { pid, startMark }
  } catch {
    // Falls through: the machine may have crashed before the file reached the disk.
  }
  return { pid: 0, startMark: '' }
}

async function isHolding({ pid, startMark }: Holder): Promise<boolean> {
  return pid > 0 && isAlive(pid) && (await readStartMark(pid)) === startMark
}
