/** Says how long to wait before a request is sent again: exponential backoff with full jitter, never less than Retry-After. */

const FIRST_BACKOFF_MS = 500
const MAX_BACKOFF_MS = 8000
/** Longest wait between two attempts, whatever the server asks for. */
export const MAX_WAIT_MS = 60_000

/**
 * Milliseconds until attempt `retry` + 2, where `retry` counts from 0 and `random` is 0 to 1. The backoff is anything
 * between nothing and 0.5 s · 2^retry, at most 8 s ("full jitter", AWS Architecture Blog 2015); it is added to what the
 * server asks for, so that clients that were refused together do not come back together.
 */
export function retryDelayMs(retry: number, random: number, retryAfterMs = 0): number {
  const backoffMs = random * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retry)
  return Math.min(MAX_WAIT_MS, retryAfterMs + backoffMs)
}

/** The milliseconds of a `Retry-After` header: whole seconds or an HTTP date (RFC 9110 §10.2.3), else undefined. */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined
  const text = value.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // Date.parse takes much that is no HTTP date, such as "-1".
  const atMs = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs)
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
