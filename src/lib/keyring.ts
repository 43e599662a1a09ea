/** Every key of the server, derived from its root secrets: peppers, master keys, signing keys. */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { deriveKey, seal, sha256, unseal } from './crypto.ts'
import { HmacKey } from './hmac-key.ts'

/** A key with the number that rows remember it by. */
export interface VersionedKey<K = Buffer> {
  /** Derived from the root secret, so that it stays the same wherever the secret stands in the list; 31 bits. */
  readonly version: number
  readonly key: K
}

export interface SigningPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The keys of one purpose: the current one first, which all is made with, then those of earlier root secrets. */
export type Keys<K = Buffer> = readonly [K, ...K[]]

export interface Keyring {
  /** For the digests of API keys. */
  readonly peppers: Keys<VersionedKey<HmacKey>>
  /** For the ciphertexts of API keys and the wrapping of data keys. */
  readonly masters: Keys<VersionedKey>
  /** For signed URLs and cursors. */
  readonly signing: Keys
  /** For the secrets of hosted links and invitations. */
  readonly links: Keys
  /** For the cookies and the second factors of the console. */
  readonly console: Keys<VersionedKey>
  /** For the seals over the audit log. */
  readonly seals: Keys<VersionedKey>
  /** For what is published of the audit log: Ed25519. */
  readonly headSigners: Keys<SigningPair>
  /** For webhooks, so that receivers need no secret to check them: Ed25519. */
  readonly webhookSigners: Keys<SigningPair>
}

/** Derives the keyring from root secrets, the current one first; each is at least 32 bytes of text. */
export function createKeyring(current: string, previous: readonly string[] = []): Keyring {
  const [first, ...rest] = [current, ...previous].map((secret) => Buffer.from(secret)) as [Buffer, ...Buffer[]]
  const each = <K>(make: (root: Buffer) => K): Keys<K> => [make(first), ...rest.map(make)]
  const keys = (purpose: string) => each((root) => deriveKey(root, purpose))
  const versioned = (purpose: string) => each((root) => ({ version: versionOf(root), key: deriveKey(root, purpose) }))
  const peppers = each((root) => {
    return { version: versionOf(root), key: new HmacKey(deriveKey(root, 'openidv api key pepper')) }
  })
  return {
    peppers,
    masters: versioned('openidv master key'),
    signing: keys('openidv url signing'),
    links: keys('openidv hosted links'),
    console: versioned('openidv console'),
    seals: versioned('openidv audit seals'),
    headSigners: each((root) => toSigningPair(deriveKey(root, 'openidv audit heads'))),
    webhookSigners: each((root) => toSigningPair(deriveKey(root, 'openidv webhooks'))),
  }
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

function toSigningPair(seed: Buffer): SigningPair {
  const der = Buffer.concat([PKCS8_PREFIX, seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

function versionOf(root: Buffer): number {
  return sha256(root).readUInt32BE(0) >>> 1
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
