/** Where sealed bytes lie; what they are is not its business. */
import { assert } from '../lib/errors.ts'

/** One blob of a list. */
export interface BlobEntry {
  readonly key: string
  readonly sizeBytes: number
  /** By the clock of the store. */
  readonly storedAt: Date
}

/** A store that is away, full or may not be written throws `files_unavailable` from every method. */
export interface BlobStore {
  /** What an operator calls it: `disk /srv/openidv/blobs`, `postgres`, `s3://bucket/prefix`. */
  readonly name: string
  /** Stores bytes under a key, durably, or replaces what was there. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** The bytes of a key; throws `file_lost` when there are none. */
  get(key: string): Promise<Buffer>
  /** How many bytes a key has; undefined when it is not there. */
  findSize(key: string): Promise<number | undefined>
  /** Removes a key, with whatever else would bring its bytes back; does nothing when it is not there. */
  delete(key: string): Promise<void>
  /** Every blob, in batches of at most 1,000; in no order. What is put or deleted meanwhile may be among them or not. */
  list(): AsyncIterable<readonly BlobEntry[]>
  /** Removes what writes left over that were broken off before a moment; answers how many pieces. */
  removePartials(before: Date): Promise<number>
  /** Ends connections of its own. */
  close(): Promise<void>
}

const KEY_FORM = /^[A-Za-z0-9_-]{1,128}$/

/** Whether a name has the form of a key. */
export function isBlobKey(name: string): boolean {
  return KEY_FORM.test(name)
}

/** Refuses a key that could lead out of the store. */
export function requireBlobKey(key: string): void {
  assert(isBlobKey(key), 'a blob key is 1 to 128 characters of A-Z a-z 0-9 _ -')
}
