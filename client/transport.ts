/** Speaks HTTP for the resources: JSON with the key to the API, bytes without it to signed URLs. */
import type { HttpAnswer } from './attempt.ts'
import { OpenIdvError } from './errors.ts'
import { type RequestOptions, type Sender, sendRequest } from './send.ts'

/** Options of a call that creates something. */
export interface CreateOptions extends RequestOptions {
  /**
   * Names the request: for 24 hours the same key and body get the same answer and are done once. Left out, each call
   * has one of its own, which covers its retries.
   */
  readonly idempotencyKey?: string | undefined
}

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Below the base URL, with its ids escaped. */
  readonly path: string
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

export interface Transport {
  /** Answers the parsed JSON, as the schema of the route describes it. */
  call<T>(call: ApiCall, options?: CreateOptions): Promise<T>
  /** Puts bytes to a signed URL, whose signature is the permission: the key is not sent there. */
  put(upload: { url: string; contentType: string; bytes: Uint8Array }, options?: RequestOptions): Promise<void>
}

/** Keeps the key to itself: nothing of the transport shows it. `baseUrl` has no slash at its end. */
export function createTransport(sender: Sender, baseUrl: string, apiKey: string): Transport {
  return {
    async call<T>(call: ApiCall, options: CreateOptions = {}) {
      const headers = { accept: 'application/json', 'user-agent': 'openidv-client', 'x-api-key': apiKey }
      const request = {
        method: call.method,
        url: `${baseUrl}${call.path}${toSearch(call.query)}`,
        headers: {
          ...headers,
          ...(call.body !== undefined && { 'content-type': 'application/json' }),
          ...(call.method === 'POST' && { 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() }),
        },
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
        requestId: crypto.randomUUID(),
      }
      return parseAnswer<T>(await sendRequest(sender, request, options))
    },
    async put({ url, contentType, bytes }, options = {}) {
      const headers = { 'content-type': contentType }
      // A copy, so that a caller who changes the bytes meanwhile does not change what a retry sends.
      const body = new Uint8Array(bytes)
      await sendRequest(sender, { method: 'PUT', url, headers, body, requestId: crypto.randomUUID() }, options)
    },
  }
}

/** `?a=1&b=2` of the values that are set, or nothing. */
function toSearch(query: Readonly<Record<string, unknown>> = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(Object.fromEntries(set.map(([name, value]) => [name, String(value)]))).toString()
  return search === '' ? '' : `?${search}`
}

/** Trusts the schema; what is not JSON does not come from the API. */
function parseAnswer<T>({ text, status, requestId }: HttpAnswer): T {
  try {
    return JSON.parse(text) as T
  } catch {
    const message = 'The answer is not JSON: does the base URL lead to an OpenIDV server?'
    throw new OpenIdvError({ code: 'answer_unexpected', message, requestId, status })
  }
}
