/** Calls the console's own endpoints on the same origin; the cookie says who we are. */
import { isUnattended } from './attendance.ts'
import { fetchPatiently } from './patient-fetch.ts'
import { askStepUp, askStepUpOnce, whenProved } from './step-up.ts'

/** One bad field of a request and what would be right. */
interface Hint {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** What the server answered instead of what was asked, or that it did not answer (`code` is `network`). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly hints: readonly Hint[]
  /** The whole answer: some errors carry more, such as who decided first. */
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(String(body.message ?? body.detail ?? 'The server did not answer as expected'))
    this.status = status
    this.code = String(body.code ?? 'unknown')
    this.requestId = typeof body.request_id === 'string' ? body.request_id : undefined
    this.hints = Array.isArray(body.hints) ? body.hints : []
    this.body = body
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who wants a call: a person who acts, or the page by itself, on being opened or every few seconds. */
type Caller = 'person' | 'page'

interface Request {
  readonly body?: object
  readonly signal?: AbortSignal | undefined
  readonly by?: Caller
}

let onSignedOut: () => void = () => {}

/** Says what happens when the sign-in has ended; set once, by the router. */
export function whenSignedOut(action: () => void): void {
  onSignedOut = action
}

/** The endpoints, by method. The answer's shape is the caller's promise, kept by the tests of the pages. */
export const api = {
  get: <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, { signal, by: 'page' }),
  post: <T>(path: string, body: object = {}, by?: Caller) => call<T>('POST', path, { body, ...(by && { by }) }),
  put: <T>(path: string, body: object) => call<T>('PUT', path, { body }),
  patch: <T>(path: string, body: object) => call<T>('PATCH', path, { body }),
  delete: <T>(path: string) => call<T>('DELETE', path),
}

/** Asks once more after the person proved who they are, when the act needs it. */
async function call<T>(method: Method, path: string, request: Request = {}): Promise<T> {
  try {
    return await sendSignedIn<T>(method, path, request)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'signed_out') onSignedOut()
    const ask = request.by === 'page' ? askStepUpOnce : askStepUp
    if (error.code !== 'step_up_required' || !(await ask(error.body.proof === 'factor'))) throw error
    return send<T>(method, path, request)
  }
}

/**
 * Sends once more what was refused as signed out: a proof of this page or of another tab may have replaced the cookie while
 * the call was under way. Such a call was refused before anything was done.
 */
async function sendSignedIn<T>(method: Method, path: string, request: Request): Promise<T> {
  try {
    return await send<T>(method, path, request)
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'signed_out') throw error
    if (path !== '/console/step-up') await whenProved()
    return send<T>(method, path, request)
  }
}

async function send<T>(method: Method, path: string, { body, signal }: Request): Promise<T> {
  const response = await fetchAnswer(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...(isUnattended() && { 'x-openidv-unattended': '1' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const text = await response.text()
  const answer: unknown = text === '' ? undefined : parseJson(text)
  if (!response.ok) throw new ApiError(response.status, isRecord(answer) ? answer : {})
  return answer as T
}

async function fetchAnswer(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetchPatiently(path, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, { code: 'network', message: 'The server cannot be reached. Check your connection.' })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
