/** Writes files that are there whole, on the disk, or not at all, and knows their digests. */
import { createHash } from 'node:crypto'
import { open, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PassThrough, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What a file must be. */
export interface FileSum {
  readonly sizeBytes: number
  /** In hex. */
  readonly sha256: string
}

/** A file that is being written. */
export interface SummedFile {
  write(chunk: Uint8Array): Promise<void> | void
  /** Resolves when everything is durable. */
  end(): Promise<FileSum>
}

/** Sums what goes to `file`, a new one that is durable when it has finished; the bytes go through `transforms` first. */
export function createSummedFile(file: Writable, transforms: readonly Transform[] = []): SummedFile {
  const input = new PassThrough()
  const { tap, sum } = createSumTap()
  const written = pipeline([input, ...transforms, tap, file])
  // Told by `write` and `end`.
  written.catch(() => undefined)
  return {
    write: (chunk) => (input.write(chunk) ? undefined : Promise.race([drained(input), written])),
    async end() {
      input.end()
      await written
      return sum()
    },
  }
}

/** A stream that lets everything pass and counts it. */
export function createSumTap(): { readonly tap: Transform; sum(): FileSum } {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      sizeBytes += chunk.byteLength
      done(null, chunk)
    },
  })
  return { tap, sum: () => ({ sizeBytes, sha256: hash.digest('hex') }) }
}

/** Writes a small file, 0600, in one act: who looks meets all of it or none, also after a power cut. */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  await syncFolder(dirname(path))
}

/** Makes the names in a folder outlive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs it not.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** What a promise of a file is caught by that may be missing: undefined then. */
export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve))
}
