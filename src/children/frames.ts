/** The form of what a child process and its parent tell each other: JSON and files behind their lengths, nothing that runs. */

/** One message; `files` are bytes by name. */
export interface Message {
  readonly body: unknown
  readonly files: Readonly<Record<string, Uint8Array>>
}

/** A child tells at most this much at once: ten pages of a document need a tenth of it. */
export const MAX_FRAME_BYTES = 128 * 1024 * 1024

/** The one handle that a child has; standard output is for whatever libraries may print. */
export const CHANNEL_FD = 3

/** What a child says first, when its code is loaded. */
export const READY = 'ready'

/** The body of an answer: what came of the request, or why nothing did. */
export type Reply = { readonly done: unknown } | { readonly failed: string }

const LENGTH_BYTES = 4

interface Header {
  readonly body: unknown
  readonly files: ReadonlyArray<readonly [name: string, sizeBytes: number]>
}

/** The bytes of a message: two lengths of 32 bits, the header as JSON, then the files one after the other. */
export function toFrame({ body, files }: Message): Buffer[] {
  const entries = Object.entries(files)
  const header: Header = { body, files: entries.map(([name, bytes]) => [name, bytes.byteLength]) }
  const json = Buffer.from(JSON.stringify(header))
  const contents = entries.map(([, { buffer, byteOffset, byteLength }]) => Buffer.from(buffer, byteOffset, byteLength))
  const lengths = Buffer.alloc(2 * LENGTH_BYTES)
  lengths.writeUInt32BE(json.length + contents.reduce((sum, { length }) => sum + length, 0), 0)
  lengths.writeUInt32BE(json.length, LENGTH_BYTES)
  return [lengths, json, ...contents]
}

/** Puts messages together again from pieces of any size. */
export class FrameReader {
  readonly #pieces: Buffer[] = []
  #sizeBytes = 0

  #take(): Message | undefined {
    if (this.#sizeBytes < 2 * LENGTH_BYTES) return undefined
    const lengths = this.#peek(2 * LENGTH_BYTES)
    const bodyBytes = lengths.readUInt32BE(0)
    if (bodyBytes > MAX_FRAME_BYTES) throw new Error(`A message of ${bodyBytes} bytes is longer than is taken`)
    const frameBytes = 2 * LENGTH_BYTES + bodyBytes
    if (this.#sizeBytes < frameBytes) return undefined
    const frame = this.#peek(frameBytes)
    this.#pieces.splice(0, 1, frame.subarray(frameBytes))
    this.#sizeBytes -= frameBytes
    return toMessage(frame.subarray(2 * LENGTH_BYTES, frameBytes), lengths.readUInt32BE(LENGTH_BYTES))
  }

  /** The messages that a piece completes, one by one; throws, after those, for bytes that are no message or too long a one. */
  *add(piece: Buffer): Generator<Message> {
    this.#pieces.push(piece)
    this.#sizeBytes += piece.length
    for (let message = this.#take(); message; message = this.#take()) yield message
  }

  /** At least the first `length` bytes in one piece; joined once, when all are there. */
  #peek(length: number): Buffer {
    const [first] = this.#pieces
    if (first && first.length >= length) return first
    const all = Buffer.concat(this.#pieces)
    this.#pieces.splice(0, this.#pieces.length, all)
    return all
  }
}

function toMessage(frame: Buffer, headerBytes: number): Message {
  const { body, files } = JSON.parse(frame.toString('utf8', 0, headerBytes)) as Header
  let at = headerBytes
  const contents = files.map(([name, sizeBytes]): [string, Uint8Array] => {
    const begin = at
    at += sizeBytes
    return [name, frame.subarray(begin, at)]
  })
  if (at !== frame.length) throw new Error('The files of a message are not as long as it says')
  return { body, files: Object.fromEntries(contents) }
}
