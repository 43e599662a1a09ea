/** Calls the server: same origin, JSON, the session's cookie. Every failure is a `HostedError` with a code. */
import { parseSession, requireText, type Session, toObject, toText } from './session.ts'

const TIMEOUT_MS = 20_000
/** The server answers a submitted step within 25 s, judged or not. */
const SUBMIT_TIMEOUT_MS = 45_000
/** Browsers let 64 KiB outlive a page (Fetch, §4.6); a character takes up to three bytes. */
const MAX_KEEPALIVE_CHARS = 20_000

/** What is wrong with one field of a refused call. */
export interface Hint {
  readonly code: string
  readonly path: readonly string[]
  readonly message: string
}

/** A refused or failed call; `code` is the server's, or `unreachable` when no answer came. */
export class HostedError extends Error {
  override readonly name = 'HostedError'
  readonly code: string
  readonly hints: readonly Hint[]

  constructor(code: string, options?: ErrorOptions & { readonly hints?: readonly Hint[] }) {
    super(code, options)
    this.code = code
    this.hints = options?.hints ?? []
  }
}

/** Whose link it is: all that is told of it before the applicant opens it. */
export interface Sender {
  readonly organizationName: string
  readonly sandbox: boolean
  /** The language that the organization asked for: a tag of BCP 47. */
  readonly locale: string | undefined
}

/** Where a link leads, without opening it; the id of the session if this browser opened it before. */
export async function lookAtLink(secret: string): Promise<string | Sender> {
  const answer = toObject(await request('POST', '/hosted/look', { body: { secret } }))
  if (answer.session_id !== undefined) return String(answer.session_id)
  const { name } = toObject(answer.organization)
  const locale = toText(answer.locale)
  return { organizationName: requireText(name), sandbox: answer.environment === 'sandbox', locale }
}

/** Swaps the secret of a link for this browser's cookie; answers the id of the session. */
export async function openLink(secret: string): Promise<string> {
  const answer = await request('POST', '/hosted/open', { body: { secret } })
  if (typeof answer === 'object' && answer !== null && 'session_id' in answer) return String(answer.session_id)
  throw new HostedError('unreachable')
}

/** The session's state; throws `hosted_link_invalid` in another browser. */
export async function getSession(id: string): Promise<Session> {
  return toSession(await request('GET', sessionPath(id)))
}

/** Records that the applicant agreed; nothing can be sent before. */
export async function giveConsent(id: string): Promise<Session> {
  return toSession(await request('POST', `${sessionPath(id)}/consent`, { body: { accepted: true } }))
}

/**
 * Submits a step; its files are those in its slots. Answers the state after the verdict, or with the step still running.
 * Throws `validation_failed` with hints.
 */
export async function submitStep(id: string, step: string, body: object): Promise<Session> {
  const path = `${sessionPath(id)}/steps/${encodeURIComponent(step)}`
  return toSession(await request('POST', path, { body, timeoutMs: SUBMIT_TIMEOUT_MS }))
}

/** Keeps what is typed into a step until it is submitted; a call that is not too long outlives the page. */
export async function saveDraft(id: string, step: string, draft: object): Promise<void> {
  const path = `${sessionPath(id)}/steps/${encodeURIComponent(step)}/draft`
  await request('PUT', path, { body: draft, keepalive: JSON.stringify(draft).length <= MAX_KEEPALIVE_CHARS })
}

/** Where the bytes of a slot are put. */
export function evidencePath(id: string, slot: string): string {
  return `${sessionPath(id)}/evidence/${encodeURIComponent(slot)}`
}

/** The code of an error body; server faults without one (a proxy's page) count as unreachable. */
export function toErrorCode(status: number, body: unknown): string {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  // A proxy in between refuses large bodies with a page of its own.
  if (status === 413) return code === 'upload_quota_exceeded' ? code : 'body_too_large'
  if (status >= 500 || status === 429 || typeof code !== 'string') return 'unreachable'
  return code
}

function sessionPath(id: string): string {
  return `/hosted/sessions/${encodeURIComponent(id)}`
}

interface Call {
  readonly body?: object
  readonly timeoutMs?: number
  readonly keepalive?: boolean
}

async function request(method: 'GET' | 'POST' | 'PUT', path: string, call: Call = {}) {
  const { body, timeoutMs = TIMEOUT_MS, keepalive = false } = call
  const aborter = new AbortController()
  const timer = setTimeout(() => aborter.abort(), timeoutMs)
  const init: RequestInit = { method, signal: aborter.signal, cache: 'no-store', keepalive }
  if (body) Object.assign(init, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  try {
    const { response, answer } = await fetchJson(path, init)
    if (response.ok) return answer
    throw new HostedError(toErrorCode(response.status, answer), { hints: toHints(answer) })
  } finally {
    clearTimeout(timer)
  }
}

async function fetchJson(path: string, init: RequestInit): Promise<{ response: Response; answer: unknown }> {
  try {
    const response = await fetch(path, init)
    const text = await response.text()
    return { response, answer: parseJson(text) }
  } catch (cause) {
    throw new HostedError('unreachable', { cause })
  }
}

/** An answer that is not JSON comes from something in between; its status still tells enough. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toHints(answer: unknown): readonly Hint[] {
  if (typeof answer !== 'object' || answer === null || !('hints' in answer) || !Array.isArray(answer.hints)) return []
  return answer.hints.flatMap((hint: unknown) => {
    if (typeof hint !== 'object' || hint === null || !('path' in hint) || !Array.isArray(hint.path)) return []
    const { code, message } = hint as { code?: unknown; message?: unknown }
    return [{ code: String(code), path: hint.path.map(String), message: String(message) }]
  })
}

function toSession(answer: unknown): Session {
  try {
    return parseSession(answer)
  } catch (cause) {
    throw new HostedError('unreachable', { cause })
  }
}
