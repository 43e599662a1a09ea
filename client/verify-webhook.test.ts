import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { verifyWebhook, WebhookError } from './verify-webhook.ts'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const OTHER = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const NOW_MS = Date.UTC(2026, 10, 30, 12)
const BODY = JSON.stringify({ type: 'session.status.verified', data: { id: 'a-session', name: 'Zoë' } })

/** Signed by the reference library. */
function sign(secret = SECRET, body = BODY, at = new Date(NOW_MS)): Record<string, string> {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  }
}

function problemOf(headers: Record<string, string | undefined>, body: string = BODY, nowMs = NOW_MS): string {
  try {
    verifyWebhook(SECRET, headers, body, nowMs)
  } catch (error) {
    if (error instanceof WebhookError) return error.code
    throw error
  }
  return 'none'
}

describe('a webhook', () => {
  it('that the reference library signed is taken, as text and as bytes, from either kind of headers', () => {
    const event = { id: 'msg_1', ...JSON.parse(BODY) }
    expect(verifyWebhook(SECRET, sign(), BODY, NOW_MS)).toEqual(event)
    expect(verifyWebhook(SECRET, new Headers(sign()), new TextEncoder().encode(BODY), NOW_MS)).toEqual(event)
  })

  it('is taken when one of several signatures is right, as in the days after a rotation', () => {
    const headers = sign()
    headers['webhook-signature'] = `v1a,AAAA ${sign(OTHER)['webhook-signature']} ${headers['webhook-signature']}`
    expect(problemOf(headers)).toBe('none')
  })

  it('is refused when anything of it was changed, or another secret signed it', () => {
    const [, signature = ''] = sign()['webhook-signature']?.split(',') ?? []
    expect(problemOf(sign(), `${BODY} `)).toBe('signature_wrong')
    expect(problemOf(sign(OTHER))).toBe('signature_wrong')
    expect(problemOf({ ...sign(), 'webhook-id': 'msg_2' })).toBe('signature_wrong')
    for (const wrong of [`v1a,${signature}`, signature, 'v1,', 'v1', `v1,${signature.slice(4)}`]) {
      expect([wrong, problemOf({ ...sign(), 'webhook-signature': wrong })]).toEqual([wrong, 'signature_wrong'])
    }
  })

  it('is refused beyond five minutes either way', () => {
    expect(problemOf(sign(), BODY, NOW_MS + 300_000)).toBe('none')
    expect(problemOf(sign(), BODY, NOW_MS + 301_000)).toBe('too_old')
    expect(problemOf(sign(), BODY, NOW_MS - 300_000)).toBe('none')
    expect(problemOf(sign(), BODY, NOW_MS - 301_000)).toBe('too_new')
    for (const at of ['soon', '-1', '1e9']) {
      expect(problemOf({ ...sign(), 'webhook-timestamp': at })).toBe('timestamp_invalid')
    }
  })

  it('is refused without one of its headers, or when what was signed is no event', () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(problemOf({ ...sign(), [name]: undefined })).toBe('header_missing')
    }
    for (const body of ['', 'null', '{"type":"a"}', '[]'])
      expect(problemOf(sign(SECRET, body), body)).toBe('body_invalid')
  })

  it('is not even looked at with a secret or a body that cannot be one', () => {
    for (const secret of ['', 'whsec_', 'sk_live_abc']) {
      expect(() => verifyWebhook(secret, sign(), BODY, NOW_MS)).toThrow(TypeError)
    }
    expect(() => verifyWebhook(SECRET, sign(), JSON.parse(BODY), NOW_MS)).toThrow('not what was parsed')
  })
})
