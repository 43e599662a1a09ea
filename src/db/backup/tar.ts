/** Unpacks the archives that PostgreSQL makes of its data folder: ustar with regular files and folders. */
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BackupError } from './backup-error.ts'

interface Entry {
  readonly path: string
  readonly isFolder: boolean
  readonly sizeBytes: number
}

const BLOCK_BYTES = 512
const FOLDER_TYPE = '5'
const FILE_TYPES = new Set(['0', '\0'])

/**
 * Writes every entry of a tar stream below `target`, files 0600 and folders 0700, whatever the archive says. Throws `BackupError`
 * for an archive that is cut off or damaged, for a link, and for a path that would lead out of the folder.
 */
export async function unpackTar(archive: AsyncIterable<Buffer>, target: string): Promise<void> {
  const bytes = new ByteReader(archive)
  for (;;) {
    const header = await bytes.read(BLOCK_BYTES)
    if (header.every((byte) => byte === 0)) break
    const entry = parseHeader(header)
    const path = join(target, entry.path)
    if (entry.isFolder) await mkdir(path, { recursive: true, mode: 0o700 })
    else await unpackFile(bytes, path, entry.sizeBytes)
  }
  await bytes.drain()
}

async function unpackFile(bytes: ByteReader, path: string, sizeBytes: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(bytes.parts(sizeBytes), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  await bytes.read((BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES)
}

/** POSIX 1003.1 "ustar": name, size, type and sum at fixed places, numbers in octal. */
function parseHeader(header: Buffer): Entry {
  const text = (from: number, length: number) => {
    const field = header.subarray(from, from + length).toString('utf8')
    return field.includes('\0') ? field.slice(0, field.indexOf('\0')) : field
  }
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
  if (Number.parseInt(text(148, 8).trim(), 8) !== sum) throw new BackupError('The archive of the database is damaged.')
  const path = [text(345, 155), text(0, 100)].filter((part) => part !== '').join('/')
  const type = String.fromCharCode(header[156] ?? 0)
  const isFolder = type === FOLDER_TYPE
  if (!isFolder && !FILE_TYPES.has(type)) throw new BackupError(`The archive has a link, which it should not: ${path}`)
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw new BackupError(`The archive has a path that leads out of it: ${path}`)
  return { path, isFolder, sizeBytes: isFolder ? 0 : parseSize(header.subarray(124, 136)) }
}

/** Octal, or binary behind a first bit for files of 8 GiB and more, as GNU tar and PostgreSQL do. */
function parseSize(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(field.toString('latin1').replaceAll('\0', '').trim(), 8)
  return Number(field.readBigUInt64BE(4))
}

/** Hands out a stream's bytes in the amounts that are asked for. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async read(length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.parts(length)) parts.push(part)
    return Buffer.concat(parts)
  }

  /** The next `length` bytes, as they come. */
  async *parts(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      if (this.#rest.byteLength === 0) {
        const { value, done } = await this.#chunks.next()
        if (done) throw new BackupError('The archive of the database is cut off.')
        this.#rest = value
      }
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.byteLength)
      left -= part.byteLength
      yield part
    }
  }

  /** Reads to the end, so that whoever sums the stream has all of it. */
  async drain(): Promise<void> {
    while (!(await this.#chunks.next()).done);
  }
}
