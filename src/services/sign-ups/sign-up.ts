/** Decides who may sign up to the console, and makes the first person of an installation its operator. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { assert } from '../../lib/errors.ts'
import type { InvitationId, MemberUserId } from '../../lib/ids.ts'
import { openInvitationSecret } from '../members/invitation-secret.ts'
import { isInvited } from '../members/invited.ts'
import { addFirstOperator } from '../operators/operators.ts'
import { refuseSignUp } from '../sign-ins/auth-errors.ts'
import { proveEmail } from '../sign-ins/claim.ts'
import { findUserIdOf, isAnybodyThere, lockPerson } from '../sign-ins/person.ts'
import { isClaimable } from './claimable.ts'
import { closeSignUpInvitation, findOpenEmail, lockFirstSignUp } from './queries.ts'

export interface SignUp {
  /** In lower case. */
  readonly email: string
  /** The secret of the link that led here, of a team's invitation or of an operator's. */
  readonly invitation?: string | undefined
}

/** How the person is signed up; the HTTP side knows how cookies are set. */
export interface SignUpActs<T> {
  /** Throws when the password is not one that may be set. */
  readonly check: () => Promise<void>
  /** Makes the account and signs in. */
  readonly create: () => Promise<T>
  /** Makes an account of the address the person's own. */
  readonly claim: (tx: TxContext, userId: MemberUserId) => Promise<void>
  /** Signs in to an account that was claimed. */
  readonly enter: () => Promise<T>
}

/**
 * Signs the person up when they may. Throws `sign_up_refused` when sign-up is by invitation and `invitation` is not the secret of
 * one that waits for the address: who only knows the address of somebody invited must not take it. Throws `not_found` for a
 * secret that is none of ours. The first person of all needs no invitation.
 */
export async function signUp<T>(ctx: Context, input: SignUp, acts: SignUpActs<T>): Promise<T> {
  if (!(await isAnybodyThere(ctx))) return signUpFirst(ctx, input, acts)
  const { email, invitation } = input
  const { signUp: policy, operatorContact } = ctx.config.console
  if (invitation === undefined) {
    if (policy === 'invited') throw refuseSignUp(operatorContact)
    await acts.check()
    return acts.create()
  }
  const id = openInvitationSecret(ctx.keyring, invitation)
  if (!(await isInvitedBy(ctx, id, email))) throw refuseSignUp(operatorContact)
  await acts.check()
  const answer = (await claim(ctx, email, acts)) ? await acts.enter() : await acts.create()
  const userId = await findUserIdOf(ctx, email)
  assert(userId, 'a person who signed up is there')
  await proveEmail(ctx, userId)
  await closeSignUpInvitation(ctx.db, id, 'accepted')
  return answer
}

/**
 * Somebody may have signed up with the address before, without the link that proves it: their password and sign-ins end, and the
 * account goes to the holder of the link. Answers whether there was an account to claim.
 */
function claim(ctx: Context, email: string, acts: Pick<SignUpActs<unknown>, 'claim'>): Promise<boolean> {
  const take = async (tx: TxContext) => {
    const userId = await findUserIdOf(tx, email)
    if (!userId) return false
    await lockPerson(tx, userId)
    if (!(await isClaimable(tx, userId))) return false
    await acts.claim(tx, userId)
    return true
  }
  // A transaction sees what it began with, and the account may belong to any organization.
  return acrossOrganizations(() => withTransaction(ctx, take))
}

/** Of two who are first at once, one waits here and is then not the first. */
async function signUpFirst<T>(ctx: Context, input: SignUp, acts: SignUpActs<T>): Promise<T> {
  await acts.check()
  const first = await withTransaction(ctx, async (tx) => {
    await lockFirstSignUp(tx.db)
    if (await isAnybodyThere(tx)) return undefined
    const answer = await acts.create()
    const userId = await findUserIdOf(tx, input.email)
    assert(userId, 'a person who signed up is there')
    await addFirstOperator(tx, userId)
    return { answer }
  })
  return first ? first.answer : signUp(ctx, input, acts)
}

async function isInvitedBy(ctx: TxContext, id: InvitationId, email: string): Promise<boolean> {
  if (await isInvited(ctx, id, email)) return true
  return (await findOpenEmail(ctx.db, id, nowDate(ctx.clock))) === email
}
