/** Makes temporary folders that tests remove again. */
import { chmod, mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A fresh temporary folder that any user may pass, as a usual data folder is: as root, the embedded database runs as
 * another user.
 */
export async function createFolder(name: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `openidv-${name}-`)))
  await chmod(folder, 0o755)
  return folder
}
