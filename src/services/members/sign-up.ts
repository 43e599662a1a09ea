/** Says who may sign up to the console. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { refuseSignUp } from '../sign-ins/auth-errors.ts'
import { isInvitedNow } from './invitation-queries.ts'
import { openInvitationSecret } from './invitation-secret.ts'

/**
 * Throws `sign_up_refused` when sign-up is by invitation and `invitation` is not the secret of one that waits for the address:
 * who only knows the address of somebody invited must not take it. Throws `not_found` for a secret that is none of ours.
 */
export async function requireSignUpAllowed(
  ctx: TxContext,
  { email, invitation }: { readonly email: string; readonly invitation?: string | undefined },
): Promise<void> {
  if (ctx.config.console.signUp === 'open') return
  if (invitation === undefined) throw refuseSignUp()
  const id = openInvitationSecret(ctx.keyring, invitation)
  if (!(await acrossOrganizations(() => isInvitedNow(ctx.db, { id, email, nowAt: nowDate(ctx.clock) }))))
    throw refuseSignUp()
}
