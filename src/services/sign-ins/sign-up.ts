/** Says who may sign up to the console. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { refuseSignUp } from './auth-errors.ts'
import { hasPendingInvitation } from './queries.ts'

/** Throws `sign_up_refused` when sign-up is by invitation and none waits for the address, known or not. */
export async function requireSignUpAllowed(ctx: TxContext, email: string): Promise<void> {
  if (ctx.config.console.signUp === 'open') return
  if (!(await hasPendingInvitation(ctx.db, email, nowDate(ctx.clock)))) throw refuseSignUp()
}
