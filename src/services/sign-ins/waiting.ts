/** Finds who is about to be signed in: by a second factor after the password, or by a reset link. */
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { findUserWords, findWaitingUserId } from './queries.ts'

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

/** The person that a reset link is for; undefined for one that is used or too old. */
export async function findPersonOfResetLink(
  ctx: TxContext,
  auth: ConsoleAuth,
  token: string,
): Promise<{ id: MemberUserId; name: string; email: string } | undefined> {
  const { internalAdapter } = await auth.$context
  const found = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  return found ? findUserWords(ctx.db, found.value) : undefined
}
