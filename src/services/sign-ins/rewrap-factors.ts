/** Moves second factors from an earlier root secret to the current one: what authenticators share, and backup codes. */
import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { TxContext } from '../../context.ts'
import type { Keyring } from '../../lib/keyring.ts'
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
 * the key they are under, so that better-auth finds it. Can be broken off and run again, beside running servers.
 */
export async function rewrapFactors(ctx: TxContext, { bareOnly = false } = {}): Promise<RewrappedFactors> {
  const [{ version }] = ctx.keyring.console
  const rows = await listFactorRows(ctx.db, bareOnly ? undefined : version)
  let moved = 0
  for (const { id, secret, backupCodes } of rows) {
    const [otherSecret, otherCodes] = await Promise.all([renew(ctx.keyring, secret), renew(ctx.keyring, backupCodes)])
    if (otherSecret === undefined || otherCodes === undefined) continue
    // A code that was used meanwhile must not come back: then the next run moves this one.
    const change = { from: { secret, backupCodes }, to: { secret: otherSecret, backupCodes: otherCodes } }
    if (await updateFactorRow(ctx.db, id, change)) moved++
  }
  return { moved, lost: rows.length - moved }
}

/** The same text under the current key; undefined when none of the keys opens it. */
async function renew(keyring: Keyring, data: string): Promise<string | undefined> {
  const secrets = listAuthSecrets(keyring)
  const [current] = secrets
  if (!current) return undefined
  const keys = new Map(secrets.map(({ version, value }) => [version, value]))
  const envelope = parseEnvelope(data)
  const opening = envelope ? [{ keys, currentVersion: current.version }] : secrets.map(({ value }) => value)
  for (const key of opening) {
    const plain = await symmetricDecrypt({ key, data }).catch(() => undefined)
    if (plain === undefined) continue
    return symmetricEncrypt({ key: { keys, currentVersion: current.version }, data: plain })
  }
  return undefined
}
