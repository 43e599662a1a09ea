/** Sends a request until it succeeds, fails for good or has used up its retries. */
import { attemptRequest, type HttpAnswer, type HttpRequest } from './attempt.ts'
import { MAX_WAIT_MS, retryDelayMs } from './backoff.ts'
import { toAnswerError } from './error-answer.ts'
import {
  ConflictError,
  NetworkError,
  OpenIdvError,
  RateLimitError,
  ServiceUnavailableError,
  TimeoutError,
} from './errors.ts'
import type { Timing } from './timing.ts'

/** What a caller may choose for a single call; the rest is the client's. */
export interface RequestOptions {
  /** Ends the call, also while it waits; the call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Limit of each attempt. */
  readonly timeoutMs?: number | undefined
  /** How often the request may be sent again: 0 sends it once. */
  readonly maxRetries?: number | undefined
}

export interface Sender {
  readonly fetch: typeof fetch
  readonly timing: Timing
  readonly timeoutMs: number
  readonly maxRetries: number
}

/** Answers a 2xx; throws the error of the last attempt. The request is the same in each, its idempotency key included. */
export async function sendRequest(sender: Sender, request: HttpRequest, options: RequestOptions): Promise<HttpAnswer> {
  const { timing } = sender
  const { signal, timeoutMs = sender.timeoutMs, maxRetries = sender.maxRetries } = options
  for (let retry = 0; ; retry++) {
    try {
      return await succeedOnce(sender, request, { timeoutMs, signal })
    } catch (error) {
      if (retry >= maxRetries || !(error instanceof OpenIdvError) || !mayRetry(error)) throw error
      await timing.sleep(retryDelayMs(retry, timing.random(), error.retryAfterMs), signal)
    }
  }
}

async function succeedOnce(
  { fetch, timing }: Sender,
  request: HttpRequest,
  limits: { timeoutMs: number; signal: AbortSignal | undefined },
): Promise<HttpAnswer> {
  limits.signal?.throwIfAborted()
  const answer = await attemptRequest(fetch, request, limits)
  if (answer.status >= 200 && answer.status < 300) return answer
  throw toAnswerError(answer, timing.nowMs())
}

function mayRetry(error: OpenIdvError): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true
  // 501 says that this installation cannot do it at all.
  if (error instanceof ServiceUnavailableError) return error.status !== 501
  // The routes of the workflow runner write their codes in upper case.
  const code = error.code.toLowerCase()
  // A day that is used up stays so until midnight.
  if (error instanceof RateLimitError) return code !== 'quota_exceeded' || (error.retryAfterMs ?? 0) <= MAX_WAIT_MS
  // An attempt whose answer was lost is still at work: its answer is the one to wait for.
  return error instanceof ConflictError && code === 'idempotency_running'
}
