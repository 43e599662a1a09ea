/** Proves who somebody is by a passkey, which is both factors: the device that has it, and what unlocked it. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'
import type { TxContext } from '../../../context.ts'
import { nowDate } from '../../../lib/clock.ts'
import { AppError } from '../../../lib/errors.ts'
import type { MemberUserId } from '../../../lib/ids.ts'
import { CHALLENGE_SECONDS, type ChallengePurpose, makeChallenge, spendChallenge } from './challenges.ts'
import { findPasskeyRow, listPasskeyRows, updatePasskeyUse } from './queries.ts'
import type { Ceremony, RelyingParty } from './relying-party.ts'

const REFUSED = 'This passkey was not taken. Try again, or use another way.'

/**
 * What the browser needs to let a passkey sign, and the secret of its cookie: any passkey of this server for a sign-in, one
 * of the person's for a step-up.
 */
export async function askForPasskey(
  ctx: TxContext,
  asked: ChallengePurpose,
  { id }: RelyingParty,
): Promise<{ readonly secret: string; readonly options: PublicKeyCredentialRequestOptionsJSON }> {
  const known = 'userId' in asked ? await listPasskeyRows(ctx.db, asked.userId) : []
  const { secret, challenge } = await makeChallenge(ctx, asked)
  const options = await generateAuthenticationOptions({
    rpID: id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_SECONDS * 1000,
    userVerification: 'required',
    ...(known.length > 0 && {
      allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    }),
  })
  return { secret, options }
}

/**
 * The person whose passkey signed this browser's challenge, having verified them. Throws `proof_refused` for anything else: a
 * challenge that was used, too old or another browser's, an unknown or removed passkey, another origin, a count that went back.
 */
export async function provePasskey(
  ctx: TxContext,
  asked: ChallengePurpose,
  { answer, ceremony }: { answer: AuthenticationResponseJSON; ceremony: Ceremony },
): Promise<MemberUserId> {
  const challenge = await spendChallenge(ctx, ceremony.secret, asked)
  if (challenge === undefined) throw new AppError('proof_refused', { message: 'That took too long. Try again.' })
  const passkey = await findPasskeyRow(ctx.db, answer.id)
  const { id: expectedRPID, origin: expectedOrigin } = ceremony.relyingParty
  if (!passkey || !isOf(passkey.userId, asked, answer)) throw new AppError('proof_refused', { message: REFUSED })
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    ...{ response: answer, expectedChallenge: challenge, expectedOrigin, expectedRPID, requireUserVerification: true },
    credential: {
      ...{ id: passkey.credentialId, counter: passkey.counter },
      publicKey: new Uint8Array(passkey.publicKey),
    },
  }).catch((cause: unknown) => {
    ctx.log.warn({ userId: passkey.userId, passkeyId: passkey.id, err: cause }, 'a passkey was refused')
    throw new AppError('proof_refused', { message: REFUSED, cause })
  })
  if (!verified) throw new AppError('proof_refused', { message: REFUSED })
  const isNext = await updatePasskeyUse(ctx.db, passkey.id, authenticationInfo.newCounter, nowDate(ctx.clock))
  if (!isNext) throw new AppError('proof_refused', { message: REFUSED })
  return passkey.userId
}

/** Whether the passkey's owner is who is expected, by our challenge and by the handle that the authenticator keeps. */
function isOf(userId: MemberUserId, asked: ChallengePurpose, { response }: AuthenticationResponseJSON): boolean {
  if ('userId' in asked && asked.userId !== userId) return false
  const { userHandle } = response
  // Only a passkey that was found without naming it must say whose it is (WebAuthn 3 §7.2, step 6).
  if (userHandle === undefined) return 'userId' in asked
  return Buffer.from(userHandle, 'base64url').toString() === userId
}
