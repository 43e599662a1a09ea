/** Every key of the server, derived from its root secrets: peppers, master keys, signing keys. */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { deriveKey, hmacSha256, seal, sha256, unseal } from './crypto.ts'

/** A key with the number that rows remember it by. */
export interface VersionedKey<K = Buffer> {
  /** Derived from the root secret, so that it stays the same wherever the secret stands in the list; 31 bits. */
  readonly version: number
  readonly key: K
}

export interface Keyring {
  /** For the digests of API keys; the current one first, then those of earlier root secrets. */
  readonly peppers: readonly [VersionedKey<KeyObject>, ...VersionedKey<KeyObject>[]]
  /** For the ciphertexts of API keys and the wrapping of data keys; current first. */
  readonly masters: readonly [VersionedKey, ...VersionedKey[]]
  /** For signed URLs and cursors. */
  readonly signing: Buffer
  /** For the secrets of hosted links. */
  readonly links: Buffer
  /** For the sessions of the console. */
  readonly console: Buffer
}

/** Derives the keyring from root secrets, the current one first; each is at least 32 bytes of text. */
export function createKeyring(current: string, previous: readonly string[] = []): Keyring {
  const roots: [Buffer, ...Buffer[]] = [Buffer.from(current), ...previous.map((secret) => Buffer.from(secret))]
  const versioned = (purpose: string) => (root: Buffer) => ({
    version: sha256(root).readUInt32BE(0) >>> 1,
    key: deriveKey(root, purpose),
  })
  const [first, ...rest] = roots
  const pepperBytes = versioned('openidv api key pepper')
  const pepper = (root: Buffer) => {
    const { version, key } = pepperBytes(root)
    return { version, key: createSecretKey(key) }
  }
  const master = versioned('openidv master key')
  return {
    peppers: [pepper(first), ...rest.map(pepper)],
    masters: [master(first), ...rest.map(master)],
    signing: deriveKey(first, 'openidv url signing'),
    links: deriveKey(first, 'openidv hosted links'),
    console: deriveKey(first, 'openidv console'),
  }
}

/** Seals a secret under the current master key; `context` names the row that it belongs to. */
export function sealSecret(keyring: Keyring, plain: Uint8Array, context: string): { bytes: Buffer; version: number } {
  const [master] = keyring.masters
  return { bytes: seal(master.key, plain, context), version: master.version }
}

/** Opens a secret that was sealed under the master key of `version`; throws when that key is gone. */
export function unsealSecret(keyring: Keyring, sealed: Uint8Array, version: number, context: string): Buffer {
  const master = keyring.masters.find((candidate) => candidate.version === version)
  if (!master) throw new Error(`No master key of version ${version}: is an earlier OPENIDV_SECRET_KEY missing?`)
  return unseal(master.key, sealed, context)
}

/** A fresh 256-bit data key. */
export function newDataKey(): Buffer {
  return randomBytes(32)
}

/** The digest that a link's or cookie's secret is stored and found by; 32 bytes. */
export function digestSecret(keyring: Keyring, secret: string): Buffer {
  return hmacSha256(keyring.signing, secret)
}
