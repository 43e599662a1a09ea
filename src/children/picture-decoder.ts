/** Has pictures decoded by child processes: never by the threads of the server, which sign people in. */
import type { Logger } from '../lib/log.ts'
import { ChildError, type ChildFailure, ChildPool } from './child-pool.ts'
import type { DecodeRequest, Decoding } from './decoding.ts'
import type { Message } from './frames.ts'
import type { ChildCode } from './privileges.ts'
import type { StartChild } from './start-child.ts'

/** One for whoever sends the costliest pictures that are taken, and one for everybody else. */
const CHILDREN = 2
const MAX_ANSWERS = 500
/** A progressive JPEG of 50 million pixels in four colours needs 400 MB for its coefficients and 200 for its pixels. */
export const DECODER_CODE: ChildCode = {
  entry: new URL('./decode-child.ts', import.meta.url),
  bounds: { memoryBytes: 1_200_000_000, heapMegabytes: 128 },
}

/** What may have come from outside, such as the kernel that takes memory back; over the same picture twice it did not. */
const AGAIN: ReadonlySet<ChildFailure> = new Set(['crashed', 'killed', 'unstartable'])

interface DecoderOptions {
  readonly timeoutMs: number
  readonly log: Logger
  /** Starts a decoder; unset: here. */
  readonly startChild?: StartChild | undefined
}

/** `decodePicture`, elsewhere. */
export class PictureDecoder {
  readonly #pool: ChildPool

  constructor({ timeoutMs, log, startChild }: DecoderOptions) {
    this.#pool = new ChildPool({
      code: DECODER_CODE,
      startChild,
      size: CHILDREN,
      timeoutMs,
      turnTimeoutMs: timeoutMs,
      maxAnswers: MAX_ANSWERS,
      log: log.child({ module: 'decoder' }),
    })
  }

  /** The process numbers of the decoders that live. */
  get pids(): readonly number[] {
    return this.#pool.pids
  }

  /**
   * Decodes one picture within the bounds of `decoding.ts`; those of one owner make another's wait for what is under
   * way and one more, however many there are. Throws `ChildError`: `timeout` and `crashed` are the picture's doing.
   */
  async decode(
    owner: string,
    bytes: Uint8Array,
    how: DecodeRequest,
  ): Promise<{ decoding: Decoding; bytes: Uint8Array | undefined }> {
    const request: Message = { body: how, files: { picture: bytes } }
    const { body, files } = await this.#pool.run(owner, request).catch((error: unknown) => {
      if (error instanceof ChildError && AGAIN.has(error.reason)) return this.#pool.run(owner, request)
      throw error
    })
    return { decoding: body as Decoding, bytes: files.picture }
  }

  /** Ends the decoders; what was under way fails. */
  close(): Promise<void> {
    return this.#pool.close()
  }
}
