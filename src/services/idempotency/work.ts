/** Work that a caller has named with an Idempotency-Key. */

/** Given to the verb that does it, so that a second attempt finds what the first one made. */
export interface Work {
  /** The id of the session or check to create: the same in every attempt. */
  readonly id: string
  /** Whether an earlier attempt may have done the work without having answered. */
  readonly isRetry: boolean
}
