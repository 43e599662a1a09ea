/** Moves second factors from an earlier root secret to the current one: what authenticators share, and backup codes. */
import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { TxContext } from '../../context.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { hideBackupCodes } from './backup-codes.ts'
import { listFactorRows, updateFactorRow } from './factor-queries.ts'

/** The keys as better-auth wants them: the first encrypts, each decrypts what names its version. */
export function listAuthSecrets({ console: keys }: Keyring): Array<{ version: number; value: string }> {
  return keys.map(({ version, key }) => ({ version, value: key.toString('base64url') }))
}

export interface RewrappedFactors {
  readonly moved: number
  /** How many nobody can open, since the configuration does not name their root secret. */
  readonly lost: number
}

/**
 * Encrypts every second factor under the current key; with `bareOnly` just those of earlier versions, which do not say
 * the key they are under, so that better-auth finds it, or whose backup codes are not digests. Can be broken off and run again, beside running servers.
 */
export async function rewrapFactors(ctx: TxContext, { bareOnly = false } = {}): Promise<RewrappedFactors> {
  const [{ version }] = ctx.keyring.console
  const rows = await listFactorRows(ctx.db, bareOnly ? undefined : version)
  let moved = 0
  for (const { id, secret, backupCodes } of rows) {
    const [plainSecret, codes] = await Promise.all([
      openFactor(ctx.keyring, secret),
      openFactor(ctx.keyring, backupCodes),
    ])
    if (plainSecret === undefined || codes === undefined) continue
    const [otherSecret, otherCodes] = await Promise.all([
      sealFactor(ctx.keyring, plainSecret),
      sealFactor(ctx.keyring, hideBackupCodes(codes)),
    ])
    // A code that was used meanwhile must not come back: then the next run moves this one.
    const change = { from: { secret, backupCodes }, to: { secret: otherSecret, backupCodes: otherCodes } }
    if (await updateFactorRow(ctx.db, id, change)) moved++
  }
  return { moved, lost: rows.length - moved }
}

/** Seals a text under the current key. */
export function sealFactor(keyring: Keyring, data: string): Promise<string> {
  return symmetricEncrypt({ key: toKeys(keyring), data })
}

/** Opens a text by whichever key it is under; undefined when none of them opens it. */
export async function openFactor(keyring: Keyring, data: string): Promise<string | undefined> {
  const opening = parseEnvelope(data) ? [toKeys(keyring)] : listAuthSecrets(keyring).map(({ value }) => value)
  for (const key of opening) {
    const plain = await symmetricDecrypt({ key, data }).catch(() => undefined)
    if (plain !== undefined) return plain
  }
  return undefined
}

function toKeys(keyring: Keyring) {
  const keys = new Map(listAuthSecrets(keyring).map(({ version, value }) => [version, value]))
  return { keys, currentVersion: keyring.console[0].version }
}
