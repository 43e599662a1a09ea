/** Backups in a folder of this machine. */
import { createReadStream, createWriteStream } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BackupError } from '../../../db/backup/backup-error.ts'
import { newId } from '../../../lib/ids.ts'
import { ignoreMissing, syncFolder, writeWholeFile } from '../../../lib/whole-file.ts'
import type { BackupPlace } from './place.ts'

/** Everything that is made in it is for the eyes of its owner alone. */
export function openFolderPlace(folder: string): BackupPlace & { readonly folder: string } {
  const pathOf = (path: string) => join(folder, path)
  return {
    name: folder,
    folder,
    list: (path) => readdir(pathOf(path)).catch((error) => (path === '' ? refuse(folder, error) : none(error))),
    read: (path) => readFileOf(pathOf(path)),
    find: (path) => readFile(pathOf(path)).catch(ignoreMissing),
    makeFolder: async (path) => void (await mkdir(pathOf(path), { mode: 0o700 })),
    create: (path) => createWriteStream(pathOf(path), { flags: 'wx', mode: 0o600, flush: true }),
    write: (path, text) => writeWholeFile(pathOf(path), text),
    add: (path, source, bytes) => linkOrWrite(source, bytes, pathOf(path)),
    async settle(paths) {
      for (const path of paths) await syncFolder(pathOf(path))
    },
    remove: (path) => rm(pathOf(path), { recursive: true, force: true }),
    close: async () => undefined,
  }
}

async function* readFileOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    refuse(path, error)
  }
}

async function linkOrWrite(source: string, bytes: Buffer, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  // Of whoever else adds the same file at the same time.
  const draft = join(dirname(target), `${basename(target)}.${newId()}.new`)
  try {
    await link(source, draft)
  } catch {
    // Another disk, another owner, or a disk without links.
    await writeFile(draft, bytes, { mode: 0o600, flush: true })
  }
  await rename(draft, target)
  // Where both were names of one file already, renaming does nothing at all (POSIX).
  await rm(draft, { force: true })
}

function refuse(path: string, cause: unknown): never {
  throw new BackupError(`${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause })
}

function none(error: NodeJS.ErrnoException): string[] {
  return ignoreMissing(error) ?? []
}
