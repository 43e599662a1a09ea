/** Writes lines to standard output without the server ever waiting, failing or growing for them: they are dropped first. */
import { write, writeSync } from 'node:fs'

const STANDARD_OUTPUT = 1
/** Lines are written together, when there is so much of them or after so long: a write each would cost more than the line. */
const FLUSH_CHARACTERS = 8192
const FLUSH_AFTER_MS = 100
/** About ten seconds of a busy server. What comes while so much waits is dropped. */
const MAX_WAITING_CHARACTERS = 4_000_000
/** For a reader that is slow. */
const RETRY_AFTER_MS = 20
/** For a disk that is full, or a reader that is gone. */
const RETRY_AFTER_ERROR_MS = 1000
/** For the last lines, which say why the process ends. */
const FINISH_MS = 500

interface Batch {
  /** What of it is not written yet. */
  bytes: Buffer
  readonly lines: number
}

/** One writer of a process's standard output; `describeDropped` makes the line that says how many were dropped. */
export class LogOutput {
  readonly #describeDropped: (lines: number) => string
  #waiting: string[] = []
  #waitingCharacters = 0
  #batch: Batch | undefined
  #isWriting = false
  /** After an error or at a full pipe, lines wait for the timer however many they are. */
  #isPausing = false
  #timer: NodeJS.Timeout | undefined
  #dropped = 0
  /** Whether the last thing that was written may be a piece of a line. */
  #isCut = false

  constructor(describeDropped: (lines: number) => string) {
    this.#describeDropped = describeDropped
    // A pipe is asked not to block by whoever opens it as a stream; what is printed there has no reader to miss, either.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
    process.once('exit', () => this.#finish())
  }

  /** Takes a line with its end. Never throws. */
  write(line: string): void {
    if (this.#waitingCharacters + line.length > MAX_WAITING_CHARACTERS) {
      this.#dropped += 1
      return
    }
    this.#waiting.push(line)
    this.#waitingCharacters += line.length
    if (this.#waitingCharacters < FLUSH_CHARACTERS) this.#timer ??= this.#later(FLUSH_AFTER_MS)
    else if (!this.#batch && !this.#isPausing) this.#flush()
  }

  #later(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#isPausing = false
      this.#flush()
    }, ms).unref()
  }

  #pause(ms: number): void {
    clearTimeout(this.#timer)
    this.#isPausing = true
    this.#timer = this.#later(ms)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#batch ??= this.#takeBatch()
    const batch = this.#batch
    if (!batch || this.#isWriting) return
    this.#isWriting = true
    write(STANDARD_OUTPUT, batch.bytes, (error, written) => {
      this.#isWriting = false
      if (error) this.#fail(error)
      else this.#advance(batch, written)
    })
  }

  #advance(batch: Batch, written: number): void {
    batch.bytes = batch.bytes.subarray(written)
    this.#isCut = batch.bytes.byteLength > 0
    if (!this.#isCut) this.#batch = undefined
    if (this.#isCut || this.#waitingCharacters >= FLUSH_CHARACTERS) this.#flush()
    else if (this.#waiting.length > 0) this.#timer ??= this.#later(FLUSH_AFTER_MS)
  }

  #fail(error: NodeJS.ErrnoException): void {
    if (error.code === 'EAGAIN') {
      this.#pause(RETRY_AFTER_MS)
      return
    }
    this.#dropped += this.#batch?.lines ?? 0
    this.#batch = undefined
    this.#pause(RETRY_AFTER_ERROR_MS)
  }

  #takeBatch(): Batch | undefined {
    if (this.#waiting.length === 0) return undefined
    const lines = this.#waiting
    if (this.#dropped > 0) lines.unshift(this.#describeDropped(this.#dropped))
    this.#dropped = 0
    this.#waiting = []
    this.#waitingCharacters = 0
    const text = lines.join('')
    return { bytes: Buffer.from(this.#isCut ? `\n${text}` : text), lines: lines.length }
  }

  /** A reader that is slow to the end misses the rest. How much a write under way has taken is not known: it may stand there twice. */
  #finish(): void {
    const endsAtMs = performance.now() + FINISH_MS
    try {
      for (let batch = this.#batch ?? this.#takeBatch(); batch; batch = this.#takeBatch()) {
        while (batch.bytes.byteLength > 0) batch.bytes = batch.bytes.subarray(writeNow(batch.bytes, endsAtMs))
      }
    } catch {
      // Nobody is left who could be told.
    }
  }
}

/** How many bytes a pipe took, for which it may have been waited until `endsAtMs`. */
function writeNow(bytes: Buffer, endsAtMs: number): number {
  try {
    return writeSync(STANDARD_OUTPUT, bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || performance.now() > endsAtMs) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_AFTER_MS)
    return 0
  }
}
