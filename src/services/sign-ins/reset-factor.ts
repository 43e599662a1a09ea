/** Takes away a second factor that its person has lost, and tells them so. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { clearFactorReset, deleteFactor } from './factor-queries.ts'
import { removePasskeys } from './passkeys/remove.ts'
import { hasTwoFactor } from './person.ts'
import { deleteSignIns, listSignInIds } from './queries.ts'
import { forgetTrustedDevices } from './trusted-devices.ts'

/**
 * From here on the password alone signs the person in, whoever is signed in as them has to do so again, and no device is
 * trusted. Passkeys go as well. Answers whether there was a second factor. For operators, inside the transaction that audits it.
 */
export async function resetFactor(tx: TxContext, userId: MemberUserId): Promise<boolean> {
  if (!(await hasTwoFactor(tx, userId))) return false
  await deleteFactor(tx.db, userId, nowDate(tx.clock))
  await removePasskeys(tx, userId)
  await deleteSignIns(tx.db, userId, await listSignInIds(tx.db, userId))
  await forgetTrustedDevices(tx, userId)
  return true
}

/** Notes that the person has read it. */
export function markResetRead(ctx: TxContext, userId: MemberUserId): Promise<void> {
  return clearFactorReset(ctx.db, userId)
}
