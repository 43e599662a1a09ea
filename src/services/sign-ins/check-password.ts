/** Tells whether a password is a person's own. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { findPasswordHash } from './queries.ts'

/** Whether the person signs in by this password; costs as much as a sign-in. For operators: no attempt is counted. */
export async function isPasswordOf(
  ctx: TxContext,
  auth: ConsoleAuth,
  userId: MemberUserId,
  password: string,
): Promise<boolean> {
  const hash = await findPasswordHash(ctx.db, userId)
  if (hash === undefined) return false
  const context = await auth.$context
  return context.password.verify({ hash, password })
}
