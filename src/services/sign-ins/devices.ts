/** The devices that a person is signed in on, and their end. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { Person } from './person.ts'
import { deleteOtherSignIns, deleteSignIn, deleteSignIns, listSignInIds, listSignInRows } from './queries.ts'
import { forgetTrustedDevices } from './trusted-devices.ts'

/** One sign-in. */
export interface SignIn {
  readonly id: string
  readonly address: string | null
  readonly userAgent: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean
}

/** Where the person is signed in, at most 100, the latest first. */
export async function listSignIns(ctx: TxContext, person: Person): Promise<SignIn[]> {
  const rows = await listSignInRows(ctx.db, person.userId, nowDate(ctx.clock))
  return rows.map(({ ipAddress, ...row }) => ({ ...row, address: ipAddress, isCurrent: row.id === person.signInId }))
}

/**
 * Ends one sign-in, and the trust in every device: which of them that one was is not known. Throws `not_found` unless it is
 * one of the person's own.
 */
export async function endSignIn(ctx: TxContext, person: Person, id: string): Promise<void> {
  await forgetTrustedDevices(ctx, person.userId)
  if (!(await deleteSignIn(ctx.db, person.userId, id))) throw new AppError('not_found')
}

/**
 * Runs `act`, which turns the second factor on and renews the person's own sign-in, then ends those of before: none of them
 * has shown a second factor, wherever one is required from now on.
 */
export async function replaceSignIns<T>(ctx: TxContext, person: Person, act: () => Promise<T>): Promise<T> {
  const ids = await listSignInIds(ctx.db, person.userId)
  const answer = await act()
  await deleteSignIns(ctx.db, person.userId, ids)
  return answer
}

/** Ends every other sign-in and the trust in every device; answers how many sign-ins that were. */
export async function endOtherSignIns(ctx: TxContext, person: Person): Promise<number> {
  await forgetTrustedDevices(ctx, person.userId)
  return deleteOtherSignIns(ctx.db, person.userId, person.signInId)
}
