/** Blobs as files of the data folder, spread over 256 subfolders. */
import type { Dirent } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from '../lib/crypto.ts'
import { AppError } from '../lib/errors.ts'
import { syncFolder } from '../lib/whole-file.ts'
import { type BlobEntry, type BlobStore, requireBlobKey } from './blob-store.ts'

/** The folder of sealed files in the data folder. */
export const BLOBS_FOLDER = 'blobs'
/** Between the key of a blob and what tells apart the writes to it. */
const PARTIAL = '.partial-'
const LIST_BATCH = 1000

/**
 * A blob store below `folder`; files are 0600, written beside and renamed, so that none is ever half there. What `put` has
 * answered survives a loss of power: the file and the folder that names it are on the disk by then.
 */
export function openDiskBlobs(folder: string): BlobStore {
  const pathOf = (key: string) => join(folder, placeOfBlob(key))
  const asFault = <T>(work: () => Promise<T>) => work().catch((error) => Promise.reject(toFault(error)))
  return {
    name: `disk ${folder}`,
    put: (key, bytes) => {
      const path = pathOf(key)
      return asFault(() => writeDurably(folder, path, bytes))
    },
    get: (key) => {
      const path = pathOf(key)
      return readFile(path).catch((cause: unknown) => {
        throw isMissing(cause) ? new AppError('file_lost', { cause }) : toFault(cause)
      })
    },
    findSize: (key) => {
      const path = pathOf(key)
      return asFault(async () => (await findFile(path))?.size)
    },
    delete: (key) => {
      const path = pathOf(key)
      return asFault(() => rm(path, { force: true }))
    },
    list: () => listBlobs(folder),
    removePartials: (before) => asFault(() => removePartials(folder, before)),
    close: async () => undefined,
  }
}

/** Where the file of a key lies below the folder of a store. */
export function placeOfBlob(key: string): string {
  requireBlobKey(key)
  return join(sha256(key).toString('hex').slice(0, 2), key)
}

async function writeDurably(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const parent = dirname(path)
  const made = await mkdir(parent, { recursive: true, mode: 0o700 })
  const partial = `${path}${PARTIAL}${process.pid}-${process.hrtime.bigint()}`
  try {
    const file = await open(partial, 'wx', 0o600)
    await writeAndSync(file, bytes)
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {
      // The sweep comes for it.
    })
    throw error
  }
  await syncFolder(parent)
  if (made !== undefined) await syncFolder(folder)
}

async function writeAndSync(file: FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
}

async function* listBlobs(folder: string): AsyncGenerator<readonly BlobEntry[]> {
  for await (const files of listFiles(folder)) {
    const whole = files.filter(({ name }) => !name.includes(PARTIAL))
    for (let start = 0; start < whole.length; start += LIST_BATCH) {
      const batch = await Promise.all(whole.slice(start, start + LIST_BATCH).map(toEntry))
      yield batch.filter((entry) => entry !== undefined)
    }
  }
}

async function removePartials(folder: string, before: Date): Promise<number> {
  let removed = 0
  for await (const files of listFiles(folder)) {
    for (const { name, parentPath } of files.filter((file) => file.name.includes(PARTIAL))) {
      const path = join(parentPath, name)
      const found = await findFile(path)
      if (!found || found.mtime >= before) continue
      await rm(path, { force: true })
      removed += 1
    }
  }
  return removed
}

/** The files of each subfolder. */
async function* listFiles(folder: string): AsyncGenerator<Dirent[]> {
  for (const { name } of (await readFolder(folder)).filter((entry) => entry.isDirectory())) {
    yield (await readFolder(join(folder, name))).filter((entry) => entry.isFile())
  }
}

/** An absent folder has nothing in it: the first blob makes it. */
async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw toFault(error)
  }
}

/** Undefined for a file that was removed since it was listed. */
async function toEntry({ name, parentPath }: Dirent): Promise<BlobEntry | undefined> {
  const found = await findFile(join(parentPath, name))
  return found && { key: name, sizeBytes: found.size, storedAt: found.mtime }
}

async function findFile(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** A disk that is full, read-only or broken is a store that is away; Node says ENOENT of folders that it cannot make. */
function toFault(cause: unknown): AppError {
  return new AppError('files_unavailable', { cause })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
