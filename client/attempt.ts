/** Sends one request once, within a time limit, and reads its answer whole. */
import { NetworkError, OpenIdvError, TimeoutError } from './errors.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** Sent along, so that the server's log and our errors name the request alike. */
  readonly requestId: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly requestId: string
}

export interface AttemptLimits {
  readonly timeoutMs: number
  /** The caller's: when it is aborted, its reason is thrown. */
  readonly signal: AbortSignal | undefined
}

/** No answer of the API comes near it; what does is not the API. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** Answers whatever status came; throws `TimeoutError` and `NetworkError`, and the reason of the caller's signal. */
export async function attemptRequest(
  send: typeof fetch,
  request: HttpRequest,
  { timeoutMs, signal }: AttemptLimits,
): Promise<HttpAnswer> {
  const { method, url, headers, body, requestId } = request
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const response = await send(url, {
      method,
      headers: { ...headers, 'x-request-id': requestId },
      ...(body !== undefined && { body }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      // Following one would take the key along to another host.
      redirect: 'manual',
    })
    return { status: response.status, headers: response.headers, text: await readText(response, requestId), requestId }
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (error instanceof OpenIdvError) throw error
    if (timeout.aborted) throw toTimeoutError(timeoutMs, requestId)
    throw toNetworkError(error, requestId)
  }
}

async function readText(response: Response, requestId: string): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let sizeBytes = 0
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > MAX_ANSWER_BYTES) {
      const message = `The answer is longer than ${MAX_ANSWER_BYTES} bytes`
      throw new OpenIdvError({ code: 'answer_unexpected', message, requestId, status: response.status })
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function toTimeoutError(timeoutMs: number, requestId: string): TimeoutError {
  return new TimeoutError({ code: 'timed_out', message: `No answer within ${timeoutMs} ms`, requestId })
}

/** Keeps the word of the operating system, such as ECONNREFUSED, and not the error: it may hold the request's headers. */
function toNetworkError(error: unknown, requestId: string): NetworkError {
  const reason = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined)
  const message = `The server could not be reached, or broke the connection${reason ? ` (${reason})` : ''}`
  return new NetworkError({ code: 'network_failed', message, requestId })
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z_0-9]{1,60}$/.test(code) ? code : undefined
}
