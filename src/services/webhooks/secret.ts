/** Makes and seals the secrets that webhooks are signed with (Standard Webhooks 1.0, "Symmetric signatures"). */
import { randomBytes } from 'node:crypto'
import type { WebhookEndpointId } from '../../lib/ids.ts'
import { type Keyring, sealSecret, unsealSecret } from '../../lib/keyring.ts'

const PREFIX = 'whsec_'
/** The specification asks for 24 to 64. */
const SECRET_BYTES = 32

export interface SealedSecret {
  readonly sealedSecret: Buffer
  readonly secretVersion: number
}

/** A fresh secret: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64')
}

export function sealWebhookSecret(keyring: Keyring, id: WebhookEndpointId, secret: string): SealedSecret {
  const { bytes, version } = sealSecret(keyring, Buffer.from(secret), contextOf(id))
  return { sealedSecret: bytes, secretVersion: version }
}

/** Throws when the root secret that it was sealed under is gone. */
export function openWebhookSecret(
  keyring: Keyring,
  id: WebhookEndpointId,
  { sealedSecret, secretVersion }: SealedSecret,
): string {
  return unsealSecret(keyring, sealedSecret, secretVersion, contextOf(id)).toString()
}

/** The key of the HMAC: what the secret says in base64. */
export function keyOfSecret(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64')
}

function contextOf(id: WebhookEndpointId): string {
  return `webhook:${id}`
}
