/** The two forms in which a key is stored: the digest that finds it, and the ciphertext that lets it be shown. */
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Keyring, sealSecret, unsealSecret } from '../../lib/keyring.ts'

/** Both forms under the current root secret, whose version stands for its pepper and for its master key. */
export interface StoredForms {
  /** HMAC-SHA256 under the pepper; 32 bytes. */
  readonly digest: Buffer
  /** AES-256-GCM under the master key, bound to the id so that it cannot be moved to another row. */
  readonly ciphertext: Buffer
  readonly pepperVersion: number
}

/** Digests and seals a key. */
export function toStoredForms(keyring: Keyring, id: ApiKeyId, key: string): StoredForms {
  const [pepper] = keyring.peppers
  const { bytes, version } = sealSecret(keyring, Buffer.from(key), sealContext(id))
  return { digest: pepper.key.digest(key), ciphertext: bytes, pepperVersion: version }
}

/** Opens a ciphertext again, made under the current or an earlier root secret; throws when that secret is gone. */
export function openSealedKey(
  keyring: Keyring,
  row: { readonly id: ApiKeyId; readonly ciphertext: Buffer; readonly pepperVersion: number },
): string {
  return unsealSecret(keyring, row.ciphertext, row.pepperVersion, sealContext(row.id)).toString()
}

function sealContext(id: ApiKeyId): string {
  return `api-key:${id}`
}
