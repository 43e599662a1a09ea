/** Finds the files of a folder of blobs by their names alone, for backups, which look every few seconds. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isBlobKey } from './blob-store.ts'

/**
 * The keys of a folder, in no order; files that are being written have none yet, and one that is named may be gone. With
 * `sinceMs` those at least that came since then.
 */
export async function* walkBlobKeys(folder: string, sinceMs = 0): AsyncGenerator<string> {
  for (const part of await listFolder(folder)) {
    if (sinceMs > 0 && (await stat(join(folder, part))).mtimeMs < sinceMs) continue
    for (const name of await listFolder(join(folder, part))) if (isBlobKey(name)) yield name
  }
}

async function listFolder(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}
