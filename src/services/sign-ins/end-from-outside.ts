/** Ends sign-ins for an operator, such as those of somebody who left or of everybody after a break-in. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { deleteEverySignIn, deleteSignInsOfEmail } from './end-queries.ts'
import { forgetTrustedDevices } from './trusted-devices.ts'

/** Every sign-in of the person of an address, and the trust in their devices; undefined when there is no such person. */
export async function endSignInsOf(
  tx: TxContext,
  email: string,
): Promise<{ readonly userId: MemberUserId; readonly ended: number } | undefined> {
  const found = await deleteSignInsOfEmail(tx.db, email)
  if (!found) return undefined
  await forgetTrustedDevices(tx, found.userId)
  return { userId: found.userId as MemberUserId, ended: found.ended }
}

/** Every sign-in of everybody; answers how many there were. */
export function endEverySignIn(tx: TxContext): Promise<number> {
  return deleteEverySignIn(tx.db)
}
