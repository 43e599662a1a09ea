/** Proves a person's identity again, which opens dangerous acts to them for ten minutes. */
import { APIError } from 'better-auth/api'
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { limitAttempts, spendCode } from './attempts.ts'
import { toSignInError } from './auth-errors.ts'
import type { ConsoleAuth } from './console-auth.ts'
import type { Person } from './person.ts'
import { findTwoFactorEnabled, updateSteppedUp } from './queries.ts'

/** The password, the code that the authenticator shows, or a backup code. */
export type Proof = { readonly password: string } | { readonly code: string } | { readonly backupCode: string }

/** Where the proof comes from: the headers with the sign-in's cookie, and the block of the network address. */
interface ProofPlace {
  readonly headers: Headers
  readonly address: string
}

/** Notes on the sign-in that its person has just proved who they are. Throws `proof_refused` and `rate_limited`. */
export async function stepUp(
  ctx: TxContext,
  auth: ConsoleAuth,
  { person, proof, place }: { person: Person; proof: Proof; place: ProofPlace },
): Promise<void> {
  const { headers, address } = place
  if ('password' in proof) {
    await limitAttempts(ctx, { account: toProofAccount(person.userId), address }, () =>
      ask(() => auth.api.verifyPassword({ body: proof, headers })),
    )
  } else {
    const isOn = await findTwoFactorEnabled(ctx.db, person.userId)
    if (!isOn) throw new AppError('conflict', { message: 'Two-factor sign-in is off. Use the password.' })
    await limitAttempts(ctx, { account: toCodeAccount(person.userId), address }, () =>
      'code' in proof
        ? spendCode(ctx, person.userId, proof.code, () => ask(() => auth.api.verifyTOTP({ body: proof, headers })))
        : ask(() => auth.api.verifyBackupCode({ body: { code: proof.backupCode, disableSession: true }, headers })),
    )
  }
  await updateSteppedUp(ctx.db, person.signInId, nowDate(ctx.clock), !('password' in proof))
}

/**
 * The name under which wrong passwords of somebody who is signed in are counted: apart from those at the sign-in, so that
 * a stranger who only knows the e-mail address cannot keep the person from revoking a key.
 */
export function toProofAccount(userId: string): string {
  return `proofs of ${userId}`
}

/** The name under which wrong codes of a person are counted. */
export function toCodeAccount(userId: string): string {
  return `codes of ${userId}`
}

async function ask(call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (error instanceof APIError) throw toSignInError(error.body?.code, error.statusCode)
    throw error
  }
}
