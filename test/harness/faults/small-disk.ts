/** A disk that a test can fill: memory that root mounts on a folder. */
import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface SmallDisk {
  fill(): Promise<void>
  empty(): Promise<void>
  unmount(): Promise<void>
}

const SIZE = '1200m'
const [CHUNK_BYTES, BLOCK_BYTES] = [8 * 1024 * 1024, 4096]

/** Undefined where nobody may mount; the folder is there in any case. */
export async function mountSmallDisk(folder: string): Promise<SmallDisk | undefined> {
  await mkdir(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    return undefined
  }
  const ballast = join(folder, 'ballast')
  return {
    async fill() {
      // Others write meanwhile: what is free is known when nothing is.
      for (const size of [CHUNK_BYTES, BLOCK_BYTES]) await appendUntilFull(ballast, Buffer.alloc(size))
    },
    empty: () => rm(ballast, { force: true }),
    async unmount() {
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' })
    },
  }
}

async function appendUntilFull(path: string, chunk: Buffer): Promise<void> {
  try {
    for (;;) await appendFile(path, chunk)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
