/** Calls the server: same origin, JSON, the session's cookie. Every failure is a `HostedError` with a code. */
import { parseSession, type Session } from './session.ts'

const TIMEOUT_MS = 20_000

/** A refused or failed call; `code` is the server's, or `unreachable` when no answer came. */
export class HostedError extends Error {
  override readonly name = 'HostedError'
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** Swaps the secret of a link for this browser's cookie; answers the id of the session. */
export async function openLink(secret: string): Promise<string> {
  const answer = await request('POST', '/hosted/open', { secret })
  if (typeof answer === 'object' && answer !== null && 'session_id' in answer) return String(answer.session_id)
  throw new HostedError('unreachable')
}

/** The session's state; throws `hosted_link_invalid` in another browser, `session_expired` when it is over. */
export async function getSession(id: string): Promise<Session> {
  return toSession(await request('GET', sessionPath(id)))
}

/** Records that the applicant agreed; nothing can be sent before. */
export async function giveConsent(id: string): Promise<Session> {
  return toSession(await request('POST', `${sessionPath(id)}/consent`, { accepted: true }))
}

/** Hands the evidence in; throws `conflict` when a required slot is missing or it was submitted before. */
export async function submitSession(id: string): Promise<Session> {
  return toSession(await request('POST', `${sessionPath(id)}/submit`, {}))
}

/** Where the bytes of a slot are put. */
export function evidencePath(id: string, slot: string): string {
  return `${sessionPath(id)}/evidence/${encodeURIComponent(slot)}`
}

/** The code of an error body; server faults without one (a proxy's page) count as unreachable. */
export function toErrorCode(status: number, body: unknown): string {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  if (status >= 500 || status === 429 || typeof code !== 'string') return 'unreachable'
  return code
}

function sessionPath(id: string): string {
  return `/hosted/sessions/${encodeURIComponent(id)}`
}

async function request(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const init: RequestInit = { method, signal: AbortSignal.timeout(TIMEOUT_MS), cache: 'no-store' }
  if (body) Object.assign(init, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const { response, answer } = await fetchJson(path, init)
  if (!response.ok) throw new HostedError(toErrorCode(response.status, answer))
  return answer
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

function toSession(answer: unknown): Session {
  try {
    return parseSession(answer)
  } catch (cause) {
    throw new HostedError('unreachable', { cause })
  }
}
