/** Digests of the secrets in links and cookies, by which they are stored and found. */
import { equalBytes, hmacSha256, sha256 } from './crypto.ts'
import type { Keys } from './keyring.ts'

/** First byte of a digest that no root secret takes part in. */
const KEYLESS = Buffer.of(1)

/**
 * The digest of a secret of at least 256 bits: 1 ‖ SHA-256, 33 bytes. It needs no key, since nobody can try that many,
 * and so it outlives every root secret.
 */
export function digestSecret(secret: string): Buffer {
  return Buffer.concat([KEYLESS, sha256(`openidv secret\n${secret}`)])
}

/** Every digest that a secret may be stored by: the one above, and the 32 bytes by a signing key of earlier versions. */
export function listDigests(signing: Keys, secret: string): [Buffer, ...Buffer[]] {
  return [digestSecret(secret), ...signing.map((key) => toKeyedDigest(key, secret))]
}

/** The digest that earlier versions stored, which dies with its root secret; 32 bytes. */
export function toKeyedDigest(signing: Uint8Array, secret: string): Buffer {
  return hmacSha256(signing, secret)
}

/** Whether `stored` is the digest of the secret, and whether it is one that dies with a root secret. */
export function matchDigest(signing: Keys, stored: Uint8Array, secret: string): 'no' | 'yes' | 'keyed' {
  const place = listDigests(signing, secret).findIndex((digest) => equalBytes(digest, stored))
  if (place < 0) return 'no'
  return place === 0 ? 'yes' : 'keyed'
}
