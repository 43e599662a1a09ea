/** Decides who may sign up to the console, and makes the first person of an installation its operator. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { assert } from '../../lib/errors.ts'
import type { InvitationId } from '../../lib/ids.ts'
import { openInvitationSecret } from '../members/invitation-secret.ts'
import { isInvited } from '../members/invited.ts'
import { addFirstOperator } from '../operators/operators.ts'
import { refuseSignUp } from '../sign-ins/auth-errors.ts'
import { findUserIdOf, isAnybodyThere } from '../sign-ins/person.ts'
import { closeSignUpInvitation, findOpenEmail, lockFirstSignUp } from './queries.ts'

export interface SignUp {
  /** In lower case. */
  readonly email: string
  /** The secret of the link that led here, of a team's invitation or of an operator's. */
  readonly invitation?: string | undefined
}

/**
 * Runs `act`, which signs the person up, when they may. Throws `sign_up_refused` when sign-up is by invitation and `invitation`
 * is not the secret of one that waits for the address: who only knows the address of somebody invited must not take it.
 * Throws `not_found` for a secret that is none of ours. The first person of all needs no invitation.
 */
export async function signUp<T>(ctx: Context, input: SignUp, act: () => Promise<T>): Promise<T> {
  if (!(await isAnybodyThere(ctx))) return signUpFirst(ctx, input, act)
  const { email, invitation } = input
  const { signUp: policy, operatorContact } = ctx.config.console
  if (invitation === undefined) {
    if (policy === 'invited') throw refuseSignUp(operatorContact)
    return act()
  }
  const id = openInvitationSecret(ctx.keyring, invitation)
  if (!(await isInvitedBy(ctx, id, email))) throw refuseSignUp(operatorContact)
  const answer = await act()
  await closeSignUpInvitation(ctx.db, id, 'accepted')
  return answer
}

/** Of two who are first at once, one waits here and is then not the first. */
async function signUpFirst<T>(ctx: Context, input: SignUp, act: () => Promise<T>): Promise<T> {
  const first = await withTransaction(ctx, async (tx) => {
    await lockFirstSignUp(tx.db)
    if (await isAnybodyThere(tx)) return undefined
    const answer = await act()
    const userId = await findUserIdOf(tx, input.email)
    assert(userId, 'a person who signed up is there')
    await addFirstOperator(tx, userId)
    return { answer }
  })
  return first ? first.answer : signUp(ctx, input, act)
}

async function isInvitedBy(ctx: TxContext, id: InvitationId, email: string): Promise<boolean> {
  if (await isInvited(ctx, id, email)) return true
  return (await findOpenEmail(ctx.db, id, nowDate(ctx.clock))) === email
}
