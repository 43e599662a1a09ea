/** Proves a person's identity again, which opens dangerous acts to them for ten minutes. */
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { APIError } from 'better-auth/api'
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { limitAttempts } from './attempts.ts'
import { toSignInError } from './auth-errors.ts'
import type { ConsoleAuth } from './console-auth.ts'
import { provePasskey } from './passkeys/prove.ts'
import type { Ceremony } from './passkeys/relying-party.ts'
import type { Person } from './person.ts'
import { findTwoFactorEnabled } from './queries.ts'
import { spendTotp } from './totp.ts'

/** The password, the code that the authenticator shows, a backup code, or what a passkey signed. */
export type Proof =
  | { readonly password: string }
  | { readonly code: string }
  | { readonly backupCode: string }
  | { readonly passkey: AuthenticationResponseJSON }

/** Where the proof comes from: the headers with the sign-in's cookie, the block of the network address, and the passkey's cookie. */
interface ProofPlace {
  readonly headers: Headers
  readonly address: string
  readonly ceremony: Ceremony
}

interface GivenProof {
  readonly person: Person
  readonly proof: Proof
  readonly place: ProofPlace
}

/**
 * Notes on the sign-in that its person has just proved who they are, and answers the headers with its cookie of another token:
 * the token of before is worth nothing from here on. Throws `proof_refused` and `rate_limited`.
 */
export async function stepUp(ctx: TxContext, auth: ConsoleAuth, given: GivenProof): Promise<Headers> {
  await prove(ctx, auth, given)
  const { headers } = given.place
  const body = { isFactor: !('password' in given.proof) }
  const renewed = await ask(() => auth.api.renewSignIn({ body, headers, returnHeaders: true }))
  return renewed.headers
}

async function prove(ctx: TxContext, auth: ConsoleAuth, { person, proof, place }: GivenProof): Promise<void> {
  const { headers, address, ceremony } = place
  const { userId } = person
  if ('password' in proof) {
    await limitAttempts(ctx, { account: toProofAccount(userId), address }, () =>
      ask(() => auth.api.verifyPassword({ body: proof, headers })),
    )
    return
  }
  const source = { account: toCodeAccount(userId), address }
  if ('passkey' in proof) {
    const answer = { answer: proof.passkey, ceremony }
    await limitAttempts(ctx, source, () => provePasskey(ctx, { purpose: 'step_up', userId }, answer))
    return
  }
  const isOn = await findTwoFactorEnabled(ctx.db, userId)
  if (!isOn) throw new AppError('conflict', { message: 'Two-factor sign-in is off. Use the password.' })
  await limitAttempts(ctx, source, async () => {
    if ('code' in proof) {
      const { code } = proof
      await spendTotp(ctx, auth, { userId, code }, (shown) =>
        ask(() => auth.api.verifyTOTP({ body: { code: shown }, headers })),
      )
    } else {
      await ask(() => auth.api.verifyBackupCode({ body: { code: proof.backupCode, disableSession: true }, headers }))
    }
  })
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

async function ask<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof APIError) throw toSignInError(error.body?.code, error.statusCode)
    throw error
  }
}
