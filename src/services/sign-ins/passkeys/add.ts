/** Adds a passkey to a person's account. */
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { TxContext } from '../../../context.ts'
import { nowDate } from '../../../lib/clock.ts'
import { AppError } from '../../../lib/errors.ts'
import { type MemberUserId, newId, type PasskeyId } from '../../../lib/ids.ts'
import { CHALLENGE_SECONDS, makeChallenge, spendChallenge } from './challenges.ts'
import { insertPasskey, listPasskeyRows } from './queries.ts'
import type { Ceremony, RelyingParty } from './relying-party.ts'

/** More than anybody has devices, and few enough to look through. */
const MAX_PASSKEYS = 20
/** EdDSA, ES256, RS256: what every authenticator has one of (WebAuthn 3 §5.4). */
const ALGORITHMS = [-8, -7, -257]
const TRANSPORT = /^[a-z-]{1,20}$/
const NOT_READ = 'This passkey cannot be added. Try again, or with another device.'

/** What the browser needs to make a passkey, and the secret of its cookie. */
export async function offerPasskey(
  ctx: TxContext,
  person: { readonly userId: MemberUserId; readonly email: string; readonly name: string },
  { id, name }: RelyingParty,
): Promise<{ readonly secret: string; readonly options: PublicKeyCredentialCreationOptionsJSON }> {
  const { userId, email } = person
  const { secret, challenge } = await makeChallenge(ctx, { purpose: 'add', userId })
  const known = await listPasskeyRows(ctx.db, userId)
  const options = await generateRegistrationOptions({
    ...{ rpID: id, rpName: name, userName: email, userDisplayName: person.name },
    userID: new Uint8Array(Buffer.from(userId)),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_SECONDS * 1000,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { secret, options }
}

/**
 * Stores the passkey that the browser made. Throws `proof_refused` when it is not the answer to this browser's challenge, or
 * its person was not verified by it, and `conflict` when it is known or there are twenty.
 */
export async function addPasskey(
  ctx: TxContext,
  userId: MemberUserId,
  { name, answer, ceremony }: { name: string; answer: RegistrationResponseJSON; ceremony: Ceremony },
): Promise<{ readonly id: PasskeyId }> {
  const { credential } = await verify(ctx, userId, answer, ceremony)
  const id = newId<PasskeyId>()
  const row = {
    ...{ id, userId, name, counter: credential.counter, createdAt: nowDate(ctx.clock) },
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    transports: (credential.transports ?? []).filter((transport) => TRANSPORT.test(transport)).slice(0, 10),
  }
  if (await insertPasskey(ctx.db, row, { most: MAX_PASSKEYS })) return { id }
  throw new AppError('conflict', {
    message: `This passkey is in use already, or there are ${MAX_PASSKEYS}: remove one first`,
  })
}

async function verify(
  ctx: TxContext,
  userId: MemberUserId,
  answer: RegistrationResponseJSON,
  { secret, relyingParty }: Ceremony,
) {
  const challenge = await spendChallenge(ctx, secret, { purpose: 'add', userId })
  if (challenge === undefined) throw new AppError('proof_refused', { message: 'That took too long. Try again.' })
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => {
    throw new AppError('proof_refused', { message: NOT_READ, cause })
  })
  if (!verified.verified) throw new AppError('proof_refused', { message: NOT_READ })
  return verified.registrationInfo
}
