/** Buckets of durations, each 1.41 times as wide as the one before: sums of them still tell medians. */

/** Holds all that took 92 s or longer. Bucket n reaches from 2^(n/2) to 2^((n+1)/2) ms, bucket 0 from nothing. */
export const LAST_BUCKET = 33

/** How many requests took how long. */
export interface LatencyCount {
  readonly bucket: number
  readonly requests: number
}

/**
 * The duration in ms that the share `fraction` of the requests stayed within, at most 41 % off; undefined without
 * requests. Within a bucket the durations are taken to be spread evenly.
 */
export function toQuantileMs(counts: readonly LatencyCount[], fraction: number): number | undefined {
  const inOrder = [...counts].sort((a, b) => a.bucket - b.bucket)
  const total = inOrder.reduce((sum, { requests }) => sum + requests, 0)
  let below = 0
  for (const { bucket, requests } of inOrder) {
    if (requests > 0 && below + requests >= fraction * total) {
      const from = bucket === 0 ? 0 : 2 ** (bucket / 2)
      const to = 2 ** ((bucket + 1) / 2)
      return round(from + (to - from) * ((fraction * total - below) / requests))
    }
    below += requests
  }
  return undefined
}

function round(ms: number): number {
  return ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)
}
