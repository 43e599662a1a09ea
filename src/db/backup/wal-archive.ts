/** The folder in which the write-ahead log is kept, file by file, beside the copies of the database that it continues. */
import { constants } from 'node:fs'
import { copyFile, type FileHandle, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../../lib/whole-file.ts'
import { PARTIAL, parseSegment, SEGMENT_BYTES, type Segment, segmentName, segmentStart } from './wal-names.ts'

/** Writes one timeline's log as it comes. */
export class WalArchive {
  readonly #folder: string
  readonly #timeline: number
  #file: FileHandle | undefined
  #start = -1n
  #written = 0n
  /** Everything before this place is on the disk. */
  flushed = 0n

  constructor(folder: string, timeline: number) {
    this.#folder = folder
    this.#timeline = timeline
  }

  /** Bytes that follow those before; the first ones begin a file. */
  async write(lsn: bigint, bytes: Buffer): Promise<void> {
    for (let [at, rest] = [lsn, bytes]; rest.byteLength > 0; ) {
      const start = segmentStart(at)
      if (this.#start !== start) await this.#open(start)
      const part = rest.subarray(0, Number(start + SEGMENT_BYTES - at))
      await this.#file?.write(part, 0, part.byteLength, Number(at - start))
      rest = rest.subarray(part.byteLength)
      at += BigInt(part.byteLength)
      this.#written = at
      if (at === start + SEGMENT_BYTES) await this.#complete()
    }
  }

  /** Puts what has come on the disk. */
  async flush(): Promise<void> {
    if (this.flushed === this.#written) return
    const written = this.#written
    await this.#file?.datasync()
    this.flushed = written
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  /** One that is there already holds the same bytes as far as it goes: it is written over, never cut. */
  async #open(start: bigint): Promise<void> {
    await this.close()
    const path = this.#pathOf(start) + PARTIAL
    this.#file = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600)
    await syncFolder(this.#folder)
    this.#start = start
  }

  async #complete(): Promise<void> {
    await this.flush()
    await this.close()
    const path = this.#pathOf(this.#start)
    await rename(path + PARTIAL, path)
    await syncFolder(this.#folder)
    this.#start = -1n
  }

  #pathOf(start: bigint): string {
    return join(this.#folder, segmentName(this.#timeline, start))
  }
}

/** The files of the log of a timeline from a place on, in order; a whole one stands for the same in part. */
export async function listSegments(folder: string, timeline: number, from: bigint): Promise<Segment[]> {
  const names = await readdir(folder).catch(() => [])
  const segments = names.flatMap((name) => parseSegment(name) ?? [])
  const whole = new Set(segments.flatMap(({ isPartial, start }) => (isPartial ? [] : [start])))
  return segments
    .filter((segment) => segment.timeline === timeline && segment.start >= segmentStart(from))
    .filter(({ isPartial, start }) => !isPartial || !whole.has(start))
    .sort((a, b) => (a.start < b.start ? -1 : 1))
}

/** Where the log goes on behind what is kept without a gap from `from` on. */
export async function findResume(folder: string, timeline: number, from: bigint): Promise<bigint> {
  let next = segmentStart(from)
  for (const { start, isPartial } of await listSegments(folder, timeline, from)) {
    if (isPartial || start !== next) break
    next += SEGMENT_BYTES
  }
  return next
}

/** Brings the log that is kept from `from` on into PostgreSQL's own folder of it, over what is there. */
export async function copySegments(folder: string, timeline: number, from: bigint, target: string): Promise<void> {
  for (const { name, isPartial } of await listSegments(folder, timeline, from)) {
    const path = join(target, name.replace(PARTIAL, ''))
    if (isPartial) await overlay(join(folder, name), path)
    else await copyFile(join(folder, name), path)
  }
}

/** PostgreSQL takes files of full length only. What the copy of the database has behind the bytes we have stays. */
async function overlay(source: string, path: string): Promise<void> {
  const bytes = await readFile(source)
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    await file.write(bytes, 0, bytes.byteLength, 0)
    if ((await file.stat()).size < Number(SEGMENT_BYTES)) await file.truncate(Number(SEGMENT_BYTES))
  } finally {
    await file.close()
  }
}
