/** Tells webhooks of the server from what anybody else could post to the same address (Standard Webhooks 1.0). */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SessionRecord } from './session-record.ts'

const PREFIX = 'whsec_'
/** The specification asks for a tolerance; ours is that of the reference libraries. */
const TOLERANCE_SECONDS = 300

/** Why a webhook is not taken. Answer 400, and do nothing that it says. */
export type WebhookProblem =
  | 'header_missing'
  | 'timestamp_invalid'
  | 'too_old'
  | 'too_new'
  | 'signature_wrong'
  | 'body_invalid'

/** What `verifyWebhook` throws. Its message shows neither secret nor signature. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code: WebhookProblem

  constructor(code: WebhookProblem, message: string) {
    super(message)
    this.code = code
  }
}

export interface WebhookEvent {
  /** The same for every attempt: whoever has seen it has been told already. */
  readonly id: string
  /** Such as `session.status.verified`. */
  readonly type: string
  /** The session as it was when the event happened. */
  readonly data: SessionRecord
}

/** As a request of Fetch or of node:http has them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * The event, once it is proved that it was signed with the endpoint's `secret` (`whsec_…`) in the last five minutes. `body` is what
 * came, before anything parsed it. Throws `WebhookError`, and `TypeError` for a secret or a body that cannot be one.
 */
export function verifyWebhook(
  secret: string,
  headers: WebhookHeaders,
  body: string | Uint8Array,
  nowMs = Date.now(),
): WebhookEvent {
  const key = toKey(secret)
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    throw new TypeError('body must be the text or the bytes that came, not what was parsed from them')
  }
  const id = requireHeader(headers, 'webhook-id')
  const timestamp = requireHeader(headers, 'webhook-timestamp')
  const signatures = requireHeader(headers, 'webhook-signature')
  requireFresh(timestamp, nowMs)
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  if (!signatures.split(' ').some((signature) => isSame(signature, right))) {
    throw new WebhookError('signature_wrong', 'No signature of webhook-signature is made with this secret')
  }
  return { id, ...parseBody(body) }
}

function toKey(secret: string): Buffer {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.alloc(0)
  if (key.length === 0) throw new TypeError('secret must be that of the endpoint, whsec_…')
  return key
}

function requireHeader(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name]
  if (typeof value === 'string' && value !== '') return value
  throw new WebhookError('header_missing', `The request has no header ${name}`)
}

function requireFresh(timestamp: string, nowMs: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookError('timestamp_invalid', 'webhook-timestamp is no time')
  const ageSeconds = Math.floor(nowMs / 1000) - Number(timestamp)
  if (ageSeconds > TOLERANCE_SECONDS) throw new WebhookError('too_old', 'The webhook was signed too long ago')
  if (ageSeconds < -TOLERANCE_SECONDS) throw new WebhookError('too_new', 'The webhook was signed in the future')
}

/** Takes as long for a wrong signature as for the right one. */
function isSame(signature: string, right: Buffer): boolean {
  const [version, text = ''] = signature.split(',')
  const given = Buffer.from(text, 'base64')
  return version === 'v1' && given.length === right.length && timingSafeEqual(given, right)
}

function parseBody(body: string | Uint8Array): { type: string; data: SessionRecord } {
  try {
    const { type, data } = JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString())
    if (typeof type === 'string' && typeof data === 'object' && data !== null) return { type, data }
  } catch {
    // Said below: the signature is right, so it was signed by mistake.
  }
  throw new WebhookError('body_invalid', 'The body is signed, but is no event')
}
