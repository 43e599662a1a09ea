/** What routes of passkeys have in common: the browser's cookie, whom it speaks to, and the forms of its answers. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AppError } from '../lib/errors.ts'
import { CHALLENGE_SECONDS } from '../services/sign-ins/passkeys/challenges.ts'
import type { Ceremony, RelyingParty } from '../services/sign-ins/passkeys/relying-party.ts'
import { nameOwnCookie, setOwnCookie } from './own-cookies.ts'
import type { HttpServices } from './services.ts'

/** Every page has dialogs that ask for a passkey. */
const COOKIE = { kind: 'passkey', path: '/', maxAgeSeconds: CHALLENGE_SECONDS, sameSite: 'strict' } as const

const bytesField = z
  .string()
  .max(12_000)
  .regex(/^[\w-]*$/, 'must be base64url')
const idField = bytesField.min(1).max(1400)

/** What a passkey signed (WebAuthn 3 §5.1, AuthenticationResponseJSON); what we do not read is left out. */
export const passkeyProofField = z
  .object({
    ...{ id: idField, rawId: idField, type: z.literal('public-key') },
    response: z.object({
      ...{ clientDataJSON: bytesField, authenticatorData: bytesField, signature: bytesField },
      userHandle: bytesField.nullish(),
    }),
  })
  .transform(
    ({ response: { userHandle, ...response }, ...answer }): AuthenticationResponseJSON => ({
      ...{ ...answer, clientExtensionResults: {} },
      response: { ...response, ...(userHandle && { userHandle }) },
    }),
  )

/** A passkey that was made (RegistrationResponseJSON). */
export const newPasskeyField = z
  .object({
    ...{ id: idField, rawId: idField, type: z.literal('public-key') },
    response: z.object({
      ...{ clientDataJSON: bytesField, attestationObject: bytesField },
      transports: z.array(z.string().max(20)).max(10).default([]),
    }),
  })
  .transform((answer): RegistrationResponseJSON => ({ ...answer, clientExtensionResults: {} }))

/** Gives the browser the secret that belongs to its challenge. */
export function keepChallenge({ ctx }: HttpServices, reply: FastifyReply, secret: string): void {
  setOwnCookie(ctx, reply, COOKIE, secret)
}

/** What the browser's answer is held against. */
export function ceremonyOf({ ctx }: HttpServices, req: FastifyRequest): Ceremony {
  return { secret: req.cookies[nameOwnCookie(ctx, COOKIE.kind)], relyingParty: relyingPartyOf(req) }
}

/** This server as the asking page names it: its origin was found to be ours by `requireSameOrigin`, which lets no other pass. */
export function relyingPartyOf({ headers: { origin } }: FastifyRequest): RelyingParty {
  if (origin === undefined) throw new AppError('cross_site_refused')
  return { id: new URL(origin).hostname, origin, name: 'OpenIDV' }
}
