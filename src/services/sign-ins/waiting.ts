/** Finds who has given the right password and now owes a second factor. */
import type { TxContext } from '../../context.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { findWaitingUserId } from './queries.ts'

/**
 * The person named by the cookie of a half-done sign-in, to count wrong codes under. The cookie's signature is left
 * to better-auth, which checks it before it looks at the code.
 */
export async function findWaitingPerson(
  ctx: TxContext,
  auth: ConsoleAuth,
  cookies: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const { createAuthCookie } = await auth.$context
  const [identifier] = cookies[createAuthCookie('two_factor').name]?.split('.', 1) ?? []
  return identifier ? findWaitingUserId(ctx.db, identifier) : undefined
}
