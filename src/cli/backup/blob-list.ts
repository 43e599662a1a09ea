/** Brings the sealed files into the store of the backups, each once, and lists them with their digests. */
import { appendFile, link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { placeOfBlob } from '../../blobs/disk.ts'
import { walkBlobKeys } from '../../blobs/walk-files.ts'
import { BackupError } from '../../db/backup/backup-error.ts'
import { sha256 } from '../../lib/crypto.ts'
import { createSummedFile, type FileSum, ignoreMissing, syncFolder } from '../../lib/whole-file.ts'
import { BLOB_LIST, BLOB_STORE, LATER_LIST } from './manifest.ts'

/** SHA-256 in hex by key. */
export type BlobSums = Map<string, string>

const LINE = /^(?<sum>[0-9a-f]{64}) {2}blobs\/[0-9a-f]{2}\/(?<key>[\w-]+)$/
/** Names of a folder are read back in pieces of so many bytes. */
const WRITE_BYTES = 1 << 16

/**
 * Adds the blobs below `from` that `sums` does not know yet, to the store below `root` and to `sums`: by a second name for the
 * same bytes where both lie on one disk, else as a copy. A key always names the same bytes, so that one known is not read.
 * With `sinceMs` it looks for those that came since then. Answers what it added.
 */
export async function addBlobs(
  from: string,
  root: string,
  known: ReadonlyMap<string, string>,
  sums: BlobSums,
  sinceMs?: number,
): Promise<BlobSums> {
  const added: BlobSums = new Map()
  const changed = new Set<string>()
  for await (const key of walkBlobKeys(from, sinceMs)) {
    if (sums.has(key)) continue
    const target = join(root, BLOB_STORE, placeOfBlob(key))
    const before = known.get(key)
    const isThere = before !== undefined && (await stat(target).catch(() => undefined)) !== undefined
    const sum = isThere ? before : await addBlob(join(from, placeOfBlob(key)), target)
    // Erased since it was listed.
    if (sum === undefined) continue
    sums.set(key, sum)
    added.set(key, sum)
    if (!isThere) changed.add(dirname(target))
  }
  for (const folder of changed) await syncFolder(folder)
  if (changed.size > 0) await syncFolder(join(root, BLOB_STORE))
  return added
}

/** Notes blobs that came after the backup, and belong to the log that is kept behind it. */
export async function appendBlobs(folder: string, added: BlobSums): Promise<void> {
  if (added.size === 0) return
  const text = [...added].map(([key, sum]) => toLine(key, sum)).join('')
  await appendFile(join(folder, LATER_LIST), text, { mode: 0o600, flush: true })
}

/** Those blobs; a last line that was cut off is none. */
export async function readLaterBlobs(folder: string): Promise<BlobSums> {
  const text = (await readFile(join(folder, LATER_LIST), 'utf8').catch(ignoreMissing)) ?? ''
  return new Map(
    text
      .split('\n')
      .flatMap((line) => parseLine(line) ?? [])
      .map(({ key, sum }) => [key, sum]),
  )
}

/** Writes the list of a backup's blobs. */
export async function writeBlobList(folder: string, sums: BlobSums): Promise<FileSum> {
  const file = createSummedFile(join(folder, BLOB_LIST))
  let text = ''
  for (const [key, sum] of [...sums].sort()) {
    text += toLine(key, sum)
    if (text.length < WRITE_BYTES) continue
    await file.write(Buffer.from(text))
    text = ''
  }
  if (text !== '') await file.write(Buffer.from(text))
  return file.end()
}

/** Reads it again; throws `BackupError` where it is not as it was written. */
export async function readBlobList(folder: string): Promise<BlobSums> {
  const path = join(folder, BLOB_LIST)
  const file = await open(path, 'r')
  const sums: BlobSums = new Map()
  for await (const line of file.readLines()) {
    const entry = parseLine(line)
    if (!entry) throw new BackupError(`${path} is damaged.`)
    sums.set(entry.key, entry.sum)
  }
  return sums
}

/** The bytes of a blob in the store of the backups, when they are what they must be; else what is wrong with them. */
export async function readBackedUp(root: string, key: string, sum: string): Promise<Buffer | string> {
  const path = join(root, BLOB_STORE, placeOfBlob(key))
  const bytes = await readFile(path).catch(ignoreMissing)
  if (bytes === undefined) return `${path} is missing`
  return sha256(bytes).toString('hex') === sum ? bytes : `${path} is damaged`
}

/** Its digest; undefined when it is gone. */
async function addBlob(source: string, target: string): Promise<string | undefined> {
  const bytes = await readFile(source).catch(ignoreMissing)
  if (bytes === undefined) return undefined
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  await linkOrWrite(source, bytes, target)
  return sha256(bytes).toString('hex')
}

function toLine(key: string, sum: string): string {
  return `${sum}  ${BLOB_STORE}/${placeOfBlob(key)}\n`
}

function parseLine(line: string): { readonly key: string; readonly sum: string } | undefined {
  const { sum, key } = LINE.exec(line)?.groups ?? {}
  return sum === undefined || key === undefined ? undefined : { key, sum }
}

async function linkOrWrite(source: string, bytes: Buffer, target: string): Promise<void> {
  const draft = join(dirname(target), `${basename(target)}.new`)
  await rm(draft, { force: true })
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
