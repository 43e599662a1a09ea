/** Where sealed bytes lie; what they are is not its business. */

export interface BlobStore {
  /** Stores bytes under a key, durably, or replaces what was there. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** The bytes of a key; throws `not_found` when there are none. */
  get(key: string): Promise<Buffer>
  /** Removes a key; does nothing when it is not there. */
  delete(key: string): Promise<void>
}
