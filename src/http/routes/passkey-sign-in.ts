/** Sign-in by a passkey: /api/auth/passkey. */
import * as z from 'zod'
import { countCall, limitAttempts } from '../../services/sign-ins/attempts.ts'
import { enterByPasskey } from '../../services/sign-ins/enter-by-passkey.ts'
import { askForPasskey } from '../../services/sign-ins/passkeys/prove.ts'
import type { App } from '../app-type.ts'
import { setAuthCookies, toAttemptAddress, toAuthHeaders } from '../ask-auth.ts'
import { keepDevice } from '../device-cookie.ts'
import { ceremonyOf, keepChallenge, passkeyProofField, relyingPartyOf } from '../passkey-ceremony.ts'
import type { HttpServices } from '../services.ts'
import { recordSignInEvent } from '../sign-in-events.ts'

const signInBody = z.strictObject({ passkey: passkeyProofField })

/** Challenges of one address in five minutes: each is a row, and each opened sign-in page asks for one. */
const MAX_CHALLENGES = 300

/** Adds the routes. */
export function registerPasskeySignIn(auth: App, services: HttpServices): void {
  const { ctx, consoleAuth, failedTries } = services

  auth.post('/passkey/options', async (req, reply) => {
    await countCall(ctx, `passkey from ${toAttemptAddress(req)}`, MAX_CHALLENGES)
    const { secret, options } = await askForPasskey(ctx, { purpose: 'sign_in' }, relyingPartyOf(req))
    keepChallenge(services, reply, secret)
    return options
  })

  auth.post('/passkey/sign-in', { schema: { body: signInBody } }, async (req, reply) => {
    const { passkey: answer } = req.body
    const proof = { answer, ceremony: ceremonyOf(services, req), headers: toAuthHeaders(req) }
    const tried = { kind: 'sign_in', account: { credentialId: answer.id }, by: 'passkey', address: req.ip } as const
    const { userId, email, headers } = await failedTries.watch(tried, () =>
      limitAttempts(ctx, { address: toAttemptAddress(req) }, () => enterByPasskey(ctx, consoleAuth, proof)),
    )
    setAuthCookies(reply, headers)
    await recordSignInEvent(services, { req, reply }, { action: 'sign_in.succeed', userId, by: 'passkey' })
    await keepDevice(services, { req, reply }, email)
    return reply.code(204).send()
  })
}
