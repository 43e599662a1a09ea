/** Lets a command of root write to the blobs on disk without leaving files that the server could not read. */
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { BLOBS_FOLDER } from '../../blobs/disk.ts'
import type { Config } from '../../config.ts'

/**
 * Runs `work` with the rights of whoever owns the folder of blobs, when this process is root and the folder is another's. The
 * whole process has those rights meanwhile: `work` reads and writes blobs and asks the database, and starts no process.
 */
export async function asBlobsOwner<T>({ dataDir }: Config, work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work()
  const stats = await lstat(join(dataDir, BLOBS_FOLDER)).catch(() => undefined)
  if (!stats?.isDirectory() || stats.uid === 0) return work()
  const group = process.getegid?.() ?? 0
  process.setegid?.(stats.gid)
  process.seteuid?.(stats.uid)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(group)
  }
}
