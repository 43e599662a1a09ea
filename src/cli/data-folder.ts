/** Keeps the data folder from other users of the machine. */
import { chmod, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BLOBS_FOLDER } from '../blobs/disk.ts'

/** Parts that no other user than their owner has anything to do with. */
const PRIVATE = [
  [BLOBS_FOLDER, 0o700],
  ['secret.key', 0o600],
  ['postgres.json', 0o600],
] as const

/**
 * Makes the data folder if it is absent, and closes one of ours to others. Under root others may pass it, without seeing what
 * is in it, since the database's user and the server's have their own parts in there; unless it was closed to them already.
 */
export async function closeDataFolder(dataDir: string): Promise<void> {
  const most = mostMode()
  await mkdir(dataDir, { recursive: true, mode: most })
  if ((await stat(dataDir)).uid !== process.getuid?.()) return
  await withdraw(dataDir, most)
  for (const [name, mode] of PRIVATE) await withdraw(join(dataDir, name), mode)
}

/** What others may do to the data folder that they should not, as an octal mode; undefined when it is closed. */
export async function findOpenMode(dataDir: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  const { mode, uid } = await stat(dataDir)
  const most = uid === 0 ? 0o711 : 0o700
  return (mode & 0o777 & ~most) === 0 ? undefined : (mode & 0o777).toString(8)
}

function mostMode(): number {
  return process.getuid?.() === 0 ? 0o711 : 0o700
}

/** Takes away every right beyond `most`; an absent part has none. */
async function withdraw(path: string, most: number): Promise<void> {
  const stats = await stat(path).catch(() => undefined)
  const mode = (stats?.mode ?? 0) & 0o777
  if ((mode & ~most) !== 0) await chmod(path, mode & most)
}
