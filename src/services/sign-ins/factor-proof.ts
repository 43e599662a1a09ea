/** Asks for the second factor itself before something that could take it away. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { Person } from './person.ts'
import { updateFactorAt } from './queries.ts'

const LIFE_MS = 10 * 60_000

/**
 * Throws `step_up_required`, with `proof: factor`, unless a person with two-factor sign-in has shown a code or a backup code in
 * this sign-in in the last ten minutes: the password alone must not be enough to be rid of the factor.
 */
export function requireFactorProof(ctx: TxContext, { twoFactorEnabled, factorAt }: Person): void {
  if (!twoFactorEnabled) return
  if (factorAt && ctx.clock.nowMs() - factorAt.getTime() <= LIFE_MS) return
  throw new AppError('step_up_required', {
    message: 'Show a code of your authenticator, or a backup code, before you go on',
    details: { proof: 'factor' },
  })
}

/** Notes that the sign-in of this token has shown a second factor; the person's only one where none is named. */
export function noteFactor(ctx: TxContext, userId: string, token: string | undefined): Promise<void> {
  return updateFactorAt(ctx.db, { userId, token, factorAt: nowDate(ctx.clock) })
}
