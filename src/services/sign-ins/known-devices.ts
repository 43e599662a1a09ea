/** Devices on which somebody has signed in: strangers' wrong passwords do not lock these out. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { sha256 } from '../../lib/crypto.ts'
import { deleteOldDevices, findDevice, upsertDevice } from './device-queries.ts'

/** As many as one person may be on at a time; the one that rested longest is forgotten first. */
const MAX_DEVICES = 20
const LIFE_MS = 365 * 24 * 3_600_000
const SECRET = /^[\w-]{43}$/

/** The name under which wrong passwords of a known device are counted; undefined when it is not known for the address. */
export async function findKnownDevice(
  ctx: TxContext,
  secret: string | undefined,
  email: string,
): Promise<string | undefined> {
  if (secret === undefined || !SECRET.test(secret)) return undefined
  const digest = sha256(secret)
  const userId = await findDevice(ctx.db, digest, email, new Date(ctx.clock.nowMs() - LIFE_MS))
  return userId && `${digest.toString('hex')} of ${userId}`
}

/** Remembers that the person of the address has signed in with this secret in the device's cookie. */
export async function rememberDevice(ctx: TxContext, secret: string, email: string): Promise<void> {
  const userId = await upsertDevice(ctx.db, { digest: sha256(secret), email, usedAt: nowDate(ctx.clock) })
  if (userId) await deleteOldDevices(ctx.db, userId, MAX_DEVICES)
}

/** Whether a cookie's value has the form of such a secret. */
export function isDeviceSecret(secret: string | undefined): secret is string {
  return secret !== undefined && SECRET.test(secret)
}
