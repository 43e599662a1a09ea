/** Brings the sealed files into the store of the backups, each once, and lists them with their digests. */
import { appendFile, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isBlobKey } from '../../blobs/blob-store.ts'
import { placeOfBlob } from '../../blobs/disk.ts'
import { walkBlobKeys } from '../../blobs/walk-files.ts'
import { BackupError } from '../../db/backup/backup-error.ts'
import { sha256 } from '../../lib/crypto.ts'
import { inBatches } from '../../lib/in-batches.ts'
import { createSummedFile, type FileSum, ignoreMissing } from '../../lib/whole-file.ts'
import { BLOB_LIST, BLOB_STORE, LATER_LIST } from './manifest.ts'
import type { BackupPlace } from './places/place.ts'

/** SHA-256 in hex by key. */
export type BlobSums = Map<string, string>

const LINE = /^(?<sum>[0-9a-f]{64}) {2}blobs\/[0-9a-f]{2}\/(?<key>[\w-]+)$/
/** Names of a folder are read back in pieces of so many bytes. */
const WRITE_BYTES = 1 << 16

/**
 * Adds the blobs below `from` that `sums` does not know yet, to the store of `place` and to `sums`. A key always names the same
 * bytes, so that one of `known`, which the store has, is not read. With `sinceMs` it looks for those that came since then.
 * Answers what it added.
 */
export async function addBlobs(
  from: string,
  place: BackupPlace,
  known: ReadonlyMap<string, string>,
  sums: BlobSums,
  sinceMs?: number,
): Promise<BlobSums> {
  const added: BlobSums = new Map()
  const changed = new Set<string>()
  await inBatches(walkBlobKeys(from, sinceMs), async (key) => {
    if (sums.has(key)) return
    const path = pathOfBlob(key)
    const sum = known.get(key) ?? (await addBlob(place, join(from, placeOfBlob(key)), path))
    // Erased since it was listed.
    if (sum === undefined) return
    sums.set(key, sum)
    added.set(key, sum)
    if (!known.has(key)) changed.add(dirname(path))
  })
  if (changed.size > 0) await place.settle([...changed, BLOB_STORE])
  return added
}

/** The keys of the store of a place. */
export async function listBlobKeys(place: BackupPlace): Promise<Set<string>> {
  const keys = new Set<string>()
  for await (const { name } of walkStore(place)) if (isBlobKey(name)) keys.add(name)
  return keys
}

/** Every file of the store of a place: blobs by their keys, and what writes left over that were broken off. */
export async function* walkStore(place: BackupPlace): AsyncGenerator<{ readonly name: string; readonly path: string }> {
  for (const part of await place.list(BLOB_STORE)) {
    const folder = `${BLOB_STORE}/${part}`
    for (const name of await place.list(folder)) yield { name, path: `${folder}/${name}` }
  }
}

/** Where a blob lies in a place of backups. */
function pathOfBlob(key: string): string {
  return `${BLOB_STORE}/${placeOfBlob(key)}`
}

/** Notes blobs that came after the backup in `folder`, and belong to the log that is kept behind it. */
export async function appendBlobs(folder: string, added: BlobSums): Promise<void> {
  if (added.size === 0) return
  const text = [...added].map(([key, sum]) => toLine(key, sum)).join('')
  await appendFile(join(folder, LATER_LIST), text, { mode: 0o600, flush: true })
}

/** Those blobs; a last line that was cut off is none. */
export async function readLaterBlobs(place: BackupPlace, id: string): Promise<BlobSums> {
  const sums: BlobSums = new Map()
  // Without a log behind it nothing would name them.
  if (place.folder === undefined) return sums
  const text = (await readFile(join(place.folder, id, LATER_LIST), 'utf8').catch(ignoreMissing)) ?? ''
  for (const line of text.split('\n')) {
    const entry = parseLine(line)
    if (entry) sums.set(entry.key, entry.sum)
  }
  return sums
}

/** Writes the list of a backup's blobs. */
export async function writeBlobList(place: BackupPlace, id: string, sums: BlobSums): Promise<FileSum> {
  const file = createSummedFile(place.create(`${id}/${BLOB_LIST}`))
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
export async function readBlobList(place: BackupPlace, id: string): Promise<BlobSums> {
  const path = `${id}/${BLOB_LIST}`
  const sums: BlobSums = new Map()
  for await (const line of readLines(place.read(path))) {
    const entry = parseLine(line)
    if (!entry) throw new BackupError(`${place.name}/${path} is damaged.`)
    sums.set(entry.key, entry.sum)
  }
  return sums
}

/** The bytes of a blob in the store of the backups, when they are what they must be; else what is wrong with them. */
export async function readBackedUp(place: BackupPlace, key: string, sum: string): Promise<Buffer | string> {
  const path = pathOfBlob(key)
  const bytes = await place.find(path)
  if (bytes === undefined) return `${place.name}/${path} is missing`
  return sha256(bytes).toString('hex') === sum ? bytes : `${place.name}/${path} is damaged`
}

/** Its digest; undefined when it is gone. */
async function addBlob(place: BackupPlace, source: string, path: string): Promise<string | undefined> {
  const bytes = await readFile(source).catch(ignoreMissing)
  if (bytes === undefined) return undefined
  await place.add(path, source, bytes)
  return sha256(bytes).toString('hex')
}

function toLine(key: string, sum: string): string {
  return `${sum}  ${pathOfBlob(key)}\n`
}

function parseLine(line: string): { readonly key: string; readonly sum: string } | undefined {
  const { sum, key } = LINE.exec(line)?.groups ?? {}
  return sum === undefined || key === undefined ? undefined : { key, sum }
}

async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
