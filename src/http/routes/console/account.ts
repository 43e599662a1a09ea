/** /console/account, /console/step-up and what the sign-in page asks: people's own accounts and signed-in devices. */
import * as z from 'zod'
import { requireStepUp } from '../../../services/members/membership.ts'
import { getAccount } from '../../../services/sign-ins/account.ts'
import { endOtherSignIns, endSignIn, listSignIns } from '../../../services/sign-ins/devices.ts'
import { askForPasskey } from '../../../services/sign-ins/passkeys/prove.ts'
import { isAnybodyThere } from '../../../services/sign-ins/person.ts'
import type { ProofKind } from '../../../services/sign-ins/record-sign-in.ts'
import { markResetRead } from '../../../services/sign-ins/reset-factor.ts'
import { type Proof, stepUp } from '../../../services/sign-ins/step-up.ts'
import type { App } from '../../app-type.ts'
import { setAuthCookies, toAttemptAddress, toAuthHeaders } from '../../ask-auth.ts'
import { backupCodeField, codeField, passwordField } from '../../auth-fields.ts'
import { personOf } from '../../console-gate.ts'
import { ceremonyOf, keepChallenge, passkeyProofField, relyingPartyOf } from '../../passkey-ceremony.ts'
import type { HttpServices } from '../../services.ts'
import { recordSignInEvent } from '../../sign-in-events.ts'
import { describeUserAgent } from '../../user-agent.ts'

const proofBody = z.union([
  z.strictObject({ password: passwordField }),
  z.strictObject({ code: codeField }),
  z.strictObject({ backupCode: backupCodeField }),
  z.strictObject({ passkey: passkeyProofField }),
])
const signInParams = z.strictObject({ signInId: z.uuid() })

/** Adds the routes. */
export function registerConsoleAccount(console: App, services: HttpServices): void {
  const { ctx, consoleAuth, failedTries } = services

  console.get('/sign-in-options', { config: { isOpen: true } }, async () => {
    const { signUp, operatorContact } = ctx.config.console
    return { signUp: (await isAnybodyThere(ctx)) ? signUp : 'first', ...(operatorContact && { operatorContact }) }
  })

  console.get('/account', async (req) => getAccount(ctx, consoleAuth, personOf(req)))

  console.get('/account/sign-ins', async (req) => {
    const items = await listSignIns(ctx, personOf(req))
    return {
      items: items.map(({ userAgent, ...item }) => ({ ...item, ...describeUserAgent(userAgent ?? undefined) })),
    }
  })

  // Whoever holds a stolen cookie must not be the one who throws its owner out.
  console.delete('/account/sign-ins/:signInId', { schema: { params: signInParams } }, async (req, reply) => {
    const person = personOf(req)
    requireStepUp(ctx, person)
    await endSignIn(ctx, person, req.params.signInId)
    const event = { action: 'sign_in.end', userId: person.userId, details: { ended: 1 } } as const
    await recordSignInEvent(services, { req, reply }, event)
    return reply.code(204).send()
  })

  console.post('/account/end-other-sign-ins', async (req, reply) => {
    const person = personOf(req)
    requireStepUp(ctx, person)
    const ended = await endOtherSignIns(ctx, person)
    const event = { action: 'sign_in.end', userId: person.userId, details: { ended } } as const
    await recordSignInEvent(services, { req, reply }, event)
    return { ended }
  })

  console.delete('/account/two-factor-reset', async (req, reply) => {
    await markResetRead(ctx, personOf(req).userId)
    return reply.code(204).send()
  })

  console.post('/step-up/passkey', async (req, reply) => {
    const asked = { purpose: 'step_up', userId: personOf(req).userId } as const
    const { secret, options } = await askForPasskey(ctx, asked, relyingPartyOf(req))
    keepChallenge(services, reply, secret)
    return options
  })

  console.post('/step-up', { schema: { body: proofBody } }, async (req, reply) => {
    const person = personOf(req)
    const { userId } = person
    const by = toProofKind(req.body)
    const ceremony = ceremonyOf(services, req)
    const place = { headers: toAuthHeaders(req), address: toAttemptAddress(req), ceremony }
    const cookies = await failedTries.watch({ kind: 'step_up', account: { userId }, by, address: req.ip }, () =>
      stepUp(ctx, consoleAuth, { person, proof: req.body, place }),
    )
    setAuthCookies(reply, cookies)
    await recordSignInEvent(services, { req, reply }, { action: 'step_up.succeed', userId, by })
    return reply.code(204).send()
  })
}

function toProofKind(proof: Proof): ProofKind {
  if ('password' in proof) return 'password'
  if ('passkey' in proof) return 'passkey'
  return 'code' in proof ? 'code' : 'backup_code'
}
