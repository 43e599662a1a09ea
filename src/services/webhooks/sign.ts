/** Signs a webhook (Standard Webhooks 1.0): `v1` by HMAC-SHA256 for each secret in force, `v1a` by Ed25519. */
import { type KeyObject, sign } from 'node:crypto'
import { hmacSha256 } from '../../lib/crypto.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { keyOfSecret } from './secret.ts'

export interface SignedMessage {
  /** The same for every attempt. */
  readonly id: string
  /** Of the attempt, in whole seconds. */
  readonly timestamp: number
  readonly body: string
}

/** The headers of one attempt. `secrets`: the current one first, then an earlier one that is still in force. */
export function signWebhook(
  { webhookSigners }: Pick<Keyring, 'webhookSigners'>,
  secrets: readonly string[],
  { id, timestamp, body }: SignedMessage,
): Readonly<Record<string, string>> {
  const content = contentOf({ id, timestamp, body })
  const signatures = [
    ...secrets.map((secret) => signBySecret(secret, content)),
    `v1a,${sign(null, content, webhookSigners[0].privateKey).toString('base64')}`,
  ]
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}

/** The headers of one attempt by a secret alone, for whoever has no key of the installation. */
export function signWebhookBySecret(secret: string, message: SignedMessage): Readonly<Record<string, string>> {
  const { id, timestamp } = message
  const signature = signBySecret(secret, contentOf(message))
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature }
}

function signBySecret(secret: string, content: Buffer): string {
  return `v1,${hmacSha256(keyOfSecret(secret), content).toString('base64')}`
}

function contentOf({ id, timestamp, body }: SignedMessage): Buffer {
  return Buffer.from(`${id}.${timestamp}.${body}`)
}

/** A public key as the specification writes it: `whpk_` and its 32 bytes in base64. */
export function toWebhookPublicKey(key: KeyObject): string {
  const { x = '' } = key.export({ format: 'jwk' })
  return `whpk_${Buffer.from(x, 'base64url').toString('base64')}`
}
