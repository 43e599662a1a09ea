/** Signs somebody in by a passkey alone. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { TxContext } from '../../context.ts'
import type { MemberUserId } from '../../lib/ids.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { provePasskey } from './passkeys/prove.ts'
import type { Ceremony } from './passkeys/relying-party.ts'

/**
 * Answers the person, their address and the headers with the sign-in's cookie. A second factor counts as shown in this moment.
 * Throws `proof_refused`.
 */
export async function enterByPasskey(
  ctx: TxContext,
  auth: ConsoleAuth,
  { headers, ...proof }: { answer: AuthenticationResponseJSON; ceremony: Ceremony; headers: Headers },
): Promise<{ readonly userId: MemberUserId; readonly email: string; readonly headers: Headers }> {
  const userId = await provePasskey(ctx, { purpose: 'sign_in' }, proof)
  const entered = await auth.api.enterWithFactor({ body: { userId }, headers, returnHeaders: true })
  return { userId, email: entered.response.email, headers: entered.headers }
}
