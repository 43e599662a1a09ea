/** Asks for the second factor itself: before something that could take it away, and where one is demanded. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { hasPasskey } from './passkeys/list.ts'
import type { Person } from './person.ts'
import { updateFactorAt, updateFactorMade } from './queries.ts'

const LIFE_MS = 10 * 60_000

/**
 * Throws `step_up_required`, with `proof: factor`, unless a person with a second factor has shown it in this sign-in in the
 * last ten minutes, by a code, a backup code or a passkey: the password alone must not be enough to be rid of the factor.
 */
export async function requireFactorProof(ctx: TxContext, person: Person): Promise<void> {
  const { userId, twoFactorEnabled, factorAt } = person
  if (factorAt && ctx.clock.nowMs() - factorAt.getTime() <= LIFE_MS) return
  if (!twoFactorEnabled && !(await hasPasskey(ctx, userId))) return
  throw toDemand('Show your second factor before you go on: a passkey, a code of your authenticator or a backup code')
}

/** Who asks for a second factor: the installation, for everybody, or else the organization, by its name; undefined: nobody. */
export function findFactorAsker(
  { config }: TxContext,
  organization?: { readonly name: string; readonly requireTwoFactor: boolean },
): string | undefined {
  if (config.console.secondFactor === 'required') return 'This installation'
  return organization?.requireTwoFactor ? organization.name : undefined
}

/**
 * Throws `two_factor_required` for a person without a second factor, in the words of whoever asks for one. The sign-in with an
 * authenticator has shown it, or its device is trusted; a passkey is no part of a sign-in by the password, so one of those
 * is told `step_up_required` with `proof: factor` until it is shown.
 */
export async function requireSecondFactor(ctx: TxContext, person: Person, asker: string | undefined): Promise<void> {
  if (asker === undefined || person.twoFactorEnabled) return
  if (!(await hasPasskey(ctx, person.userId))) {
    const message = `${asker} asks for two-factor sign-in: turn it on or add a passkey in your account`
    throw new AppError('two_factor_required', { message })
  }
  if (!person.factorAt) throw toDemand(`${asker} asks for two-factor sign-in: show your passkey`)
}

/** Notes that the sign-in of this token has shown a second factor; the person's only one where none is named. */
export function noteFactor(ctx: TxContext, userId: string, token: string | undefined): Promise<void> {
  return updateFactorAt(ctx.db, { userId, token, factorAt: nowDate(ctx.clock) })
}

/** Notes that the person of this sign-in has a second factor at hand: they have just made a passkey. */
export function noteFactorMade(ctx: TxContext, { signInId }: Person): Promise<void> {
  return updateFactorMade(ctx.db, signInId, nowDate(ctx.clock))
}

function toDemand(message: string): AppError {
  return new AppError('step_up_required', { message, details: { proof: 'factor' } })
}
