/** Makes a link by which a person sets another password, for an operator to hand over. */
import type { Context } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import { createConsoleAuth } from './console-auth.ts'

/** The link, which works once, for 30 minutes, and ends the ones before; undefined when nobody signs in by the address. */
export async function makeResetLink(
  ctx: Context,
  email: string,
): Promise<{ readonly userId: MemberUserId; readonly link: string } | undefined> {
  let made: { userId: MemberUserId; link: string } | undefined
  const auth = createConsoleAuth(ctx, (_ctx, { id }, link) => {
    made = { userId: id as MemberUserId, link }
  })
  await auth.api.requestPasswordReset({ body: { email } })
  return made
}
