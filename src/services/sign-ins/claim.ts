/** Gives an account that somebody made with another person's address to whoever has proved the address. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import {
  deleteAllSignIns,
  deleteSecondFactors,
  findEmailVerified,
  updateEmailVerified,
  updatePassword,
  updatePerson,
} from './claim-queries.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { removePasskeys } from './passkeys/remove.ts'
import { forgetTrustedDevices } from './trusted-devices.ts'

/** Whether nobody has proved yet that the account's address is theirs. */
export async function isUnproved(ctx: TxContext, userId: MemberUserId): Promise<boolean> {
  return !(await findEmailVerified(ctx.db, userId))
}

/** Notes that the holder of the account has the address: they opened a link that only its owner was given. */
export function proveEmail(ctx: TxContext, userId: MemberUserId): Promise<void> {
  return updateEmailVerified(ctx.db, userId)
}

/**
 * Ends whatever the account was signed in by: its password, sign-ins, second factors, passkeys and devices; then sets the claimer's name
 * and password. Call inside a transaction, once it is sure that the account belongs to no organization.
 */
export async function claimAccount(
  tx: TxContext,
  auth: ConsoleAuth,
  userId: MemberUserId,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<void> {
  const { password: hasher } = await auth.$context
  await deleteAllSignIns(tx.db, userId)
  await deleteSecondFactors(tx.db, userId)
  await removePasskeys(tx, userId)
  await forgetTrustedDevices(tx, userId)
  await updatePassword(tx.db, userId, await hasher.hash(password))
  await updatePerson(tx.db, userId, name)
}
