/** HMAC-SHA256 under a key that is used again and again, such as the pepper of API keys. */
import { createHash, hash } from 'node:crypto'

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/** Longer texts are digested in a buffer of their own; an API key has 50 characters. */
const MAX_SHORT_BYTES = 192
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c

/**
 * The two pads of RFC 2104 §2 are prepared once, and each digest is two one-shot hashes over them, which leave no native object
 * behind for the garbage collector.
 */
export class HmacKey {
  readonly #inner: Buffer
  readonly #outer: Buffer

  /** `key` of at most 64 bytes is taken as it is, a longer one by its digest. */
  constructor(key: Uint8Array) {
    const block = Buffer.alloc(BLOCK_BYTES)
    block.set(key.byteLength > BLOCK_BYTES ? createHash('sha256').update(key).digest() : key)
    this.#inner = Buffer.alloc(BLOCK_BYTES + MAX_SHORT_BYTES)
    this.#outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES)
    for (const [at, byte] of block.entries()) {
      this.#inner[at] = byte ^ INNER_PAD
      this.#outer[at] = byte ^ OUTER_PAD
    }
  }

  /** HMAC-SHA256 of a text in UTF-8; 32 bytes. */
  digest(text: string): Buffer {
    this.#prepare(text)
    return hash('sha256', this.#outer, 'buffer')
  }

  /** The same as 64 lower-case hex digits. */
  hex(text: string): string {
    this.#prepare(text)
    return hash('sha256', this.#outer)
  }

  /** Puts the inner digest behind the outer pad, and leaves nothing of the text behind. */
  #prepare(text: string): void {
    const bytes = Buffer.byteLength(text)
    if (bytes > MAX_SHORT_BYTES) {
      const long = Buffer.concat([this.#inner.subarray(0, BLOCK_BYTES), Buffer.from(text)])
      this.#outer.set(hash('sha256', long, 'buffer'), BLOCK_BYTES)
      return
    }
    this.#inner.write(text, BLOCK_BYTES)
    this.#outer.set(hash('sha256', this.#inner.subarray(0, BLOCK_BYTES + bytes), 'buffer'), BLOCK_BYTES)
    this.#inner.fill(0, BLOCK_BYTES)
  }
}
