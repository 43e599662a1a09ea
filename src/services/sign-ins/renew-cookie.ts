/** Carries the console's cookies over a change of the root secret: what an earlier key signed is signed anew. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { equalBytes, hmacSha256 } from '../../lib/crypto.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { countSignInsBefore, updateSignInRenewed } from './factor-queries.ts'
import { listAuthSecrets } from './rewrap-factors.ts'

/** Value, a dot, and the HMAC-SHA256 of the value in base64, as better-auth signs. */
const SIGNED = /^(?<value>.+)\.(?<signature>[\w+/]{43}=)$/s

/** The cookie signed by the current key, when an earlier one signed it; undefined for any other. */
export function renewSignature(keyring: Keyring, cookie: string): { value: string; cookie: string } | undefined {
  const { value, signature } = SIGNED.exec(cookie)?.groups ?? {}
  if (value === undefined || signature === undefined) return undefined
  const [current = '', ...earlier] = listAuthSecrets(keyring).map(({ value: secret }) => signatureOf(secret, value))
  const given = Buffer.from(signature)
  if (!earlier.some((expected) => equalBytes(Buffer.from(expected), given))) return undefined
  return { value, cookie: `${value}.${current}` }
}

/** Notes that a sign-in is under the current key from here on. */
export function noteRenewedSignIn(ctx: TxContext, token: string): Promise<void> {
  return updateSignInRenewed(ctx.db, token, nowDate(ctx.clock))
}

/** How many sign-ins wait for their person to come back, since the current key came into use, and until when at most. */
export function countWaitingSignIns(ctx: TxContext, since: Date): Promise<{ count: number; endsAt: Date | null }> {
  return countSignInsBefore(ctx.db, { since, now: nowDate(ctx.clock) })
}

function signatureOf(secret: string, value: string): string {
  return hmacSha256(Buffer.from(secret), value).toString('base64')
}
