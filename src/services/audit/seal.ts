/** The seal over one organization's chain: what it covers, and whether it is genuine. */
import { equalBytes, hmacSha256, sha256 } from '../../lib/crypto.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import type { Keyring } from '../../lib/keyring.ts'

/** What a seal says. */
export interface SealContent {
  readonly organizationId: OrganizationId
  /** 1 for the first seal of the organization. */
  readonly number: number
  readonly position: number
  /** Of the chain at that position. */
  readonly hash: Buffer
  readonly sealedAt: Date
  /** Of the root secret that the key is derived from. */
  readonly keyVersion: number
}

export interface Seal extends SealContent {
  readonly mac: Buffer
}

/** Seals a chain with the current key; `before` is the seal before it, which it covers. */
export function makeSeal(
  keyring: Keyring,
  chain: Omit<SealContent, 'number' | 'keyVersion'>,
  before: Seal | undefined,
): Seal {
  const [{ version, key }] = keyring.seals
  const content = { ...chain, number: (before?.number ?? 0) + 1, keyVersion: version }
  return { ...content, mac: macOf(key, content, before) }
}

/** Whether a seal is genuine; `unknown` when the root secret that made it is not configured. */
export function examineSeal(keyring: Keyring, seal: Seal, before: Seal | undefined): 'genuine' | 'forged' | 'unknown' {
  const key = keyring.seals.find(({ version }) => version === seal.keyVersion)?.key
  if (!key) return 'unknown'
  return equalBytes(seal.mac, macOf(key, seal, before)) ? 'genuine' : 'forged'
}

/** HMAC-SHA256 of the seal's canonical form ‖ SHA-256 of the seal before it, or 32 zero bytes for the first one. */
function macOf(key: Buffer, content: SealContent, before: Seal | undefined): Buffer {
  const previous = before ? sha256(Buffer.concat([toCanonical(before), before.mac])) : Buffer.alloc(32)
  return hmacSha256(key, Buffer.concat([toCanonical(content), previous]))
}

function toCanonical({ organizationId, number, position, hash, sealedAt, keyVersion }: SealContent): Buffer {
  const parts = [organizationId, number, position, hash.toString('hex'), sealedAt.toISOString(), keyVersion]
  return Buffer.from(JSON.stringify(parts))
}
