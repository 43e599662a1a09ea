/** Sign-in, sign-up and forgotten passwords of the console: the endpoints of better-auth that are open, and no others. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AppError } from '../../lib/errors.ts'
import { mailsAccounts, queuePasswordReset } from '../../services/messages/account-mail.ts'
import { countCall, limitAttempts } from '../../services/sign-ins/attempts.ts'
import { claimAccount } from '../../services/sign-ins/claim.ts'
import { requireStrongPassword } from '../../services/sign-ins/passwords/require-strong.ts'
import { findPerson, findUserIdOf } from '../../services/sign-ins/person.ts'
import { findPersonOfResetLink } from '../../services/sign-ins/waiting.ts'
import { signUp } from '../../services/sign-ups/sign-up.ts'
import type { App } from '../app-type.ts'
import { askAuth, toAttemptAddress, toAuthHeaders } from '../ask-auth.ts'
import { chosenPasswordField, emailField, passwordField, personNameField } from '../auth-fields.ts'
import { requireSameOrigin } from '../console-gate.ts'
import { findDeviceOf, keepDevice } from '../device-cookie.ts'
import { registerCookieRenewal } from '../renew-cookies.ts'
import type { HttpServices } from '../services.ts'
import { recordSignInEvent } from '../sign-in-events.ts'
import { registerConsoleFactors } from './console-factors.ts'
import { registerPasskeySignIn } from './passkey-sign-in.ts'

const signInBody = z.strictObject({ email: emailField, password: passwordField })
const signUpBody = z.strictObject({
  name: personNameField,
  email: emailField,
  password: chosenPasswordField,
  /** The secret of the link that led here; needed where sign-up is by invitation. */
  invitation: z.string().max(200).optional(),
})
const requestBody = z.strictObject({ email: emailField })
const resetBody = z.strictObject({
  token: z.string().regex(/^[A-Za-z0-9]{1,64}$/, 'is not one of ours'),
  newPassword: chosenPasswordField,
})

/** Names, passwords and codes: nobody is known yet whose larger body could be waited for. */
const MAX_BODY_BYTES = 16 * 1024

/** Sign-ups of one address in five minutes: a class or an office may, a script that fills the database may not. */
const MAX_SIGN_UPS = 100
/**
 * Wrong passwords at one account from all addresses that never signed in to it, in five minutes: each address has ten. A botnet
 * gets 28,800 a day, which a password that is not common outlives.
 */
const MAX_TRIES_OF_STRANGERS = 100
const MAX_RESETS_OF_ADDRESS = 10
const MAX_RESETS_OF_ACCOUNT = 3

/** Adds everything under /api/auth. */
export function registerConsoleAuth(app: App, services: HttpServices): void {
  app.register(
    async (auth: App) => {
      auth.addHook('onRoute', (route) => {
        route.schema = { ...route.schema, hide: true }
        route.bodyLimit = MAX_BODY_BYTES
      })
      auth.addHook('onRequest', async (req) => requireSameOrigin(req, services.ctx.config.http))
      registerCookieRenewal(auth, services)
      registerSignIn(auth, services)
      registerResets(auth, services)
      registerConsoleFactors(auth, services)
      registerPasskeySignIn(auth, services)
    },
    { prefix: '/api/auth' },
  )
}

function registerSignIn(auth: App, services: HttpServices): void {
  const { ctx, failedTries } = services
  const toTry = (req: FastifyRequest, email: string) => {
    return { kind: 'sign_in', account: { email }, by: 'password', address: req.ip } as const
  }

  auth.post('/sign-in/email', { schema: { body: signInBody } }, async (req, reply) => {
    const { email } = req.body
    const device = await findDeviceOf(services, req, email)
    const source = { account: email, device, address: toAttemptAddress(req), mostAtAccount: MAX_TRIES_OF_STRANGERS }
    const answer = await failedTries.watch(toTry(req, email), () =>
      limitAttempts(ctx, source, () => askAuth(services, { req, reply }, '/sign-in/email', req.body)),
    )
    const isTwoFactorNeeded = answer.twoFactorRedirect === true
    if (!isTwoFactorNeeded) {
      await recordEntry(services, { req, reply }, answer)
      await keepDevice(services, { req, reply }, email)
    }
    return { isTwoFactorNeeded }
  })

  auth.post('/sign-up/email', { schema: { body: signUpBody } }, async (req, reply) => {
    const address = toAttemptAddress(req)
    await countCall(ctx, `sign-up from ${address}`, MAX_SIGN_UPS)
    const answer = await limitAttempts(ctx, { address }, async () => {
      const { invitation, ...person } = req.body
      const { name, email, password } = person
      return signUp(
        ctx,
        { email, invitation },
        {
          check: () => requireStrongPassword(password, { field: 'password', name, email }),
          create: () => askAuth(services, { req, reply }, '/sign-up/email', person),
          claim: (tx, userId) => claimAccount(tx, services.consoleAuth, userId, { name, password }),
          enter: () =>
            failedTries.watch(toTry(req, email), () =>
              askAuth(services, { req, reply }, '/sign-in/email', { email, password }),
            ),
        },
      )
    })
    await recordEntry(services, { req, reply }, answer)
    await keepDevice(services, { req, reply }, req.body.email)
    return { user: answer.user }
  })

  auth.post('/sign-out', async (req, reply) => {
    const person = await findPerson(services.consoleAuth, toAuthHeaders(req))
    await askAuth(services, { req, reply }, '/sign-out')
    if (person) await recordSignInEvent(services, { req, reply }, { action: 'sign_in.end', userId: person.userId })
    return reply.code(204).send()
  })
}

/** A sign-up signs in, too. */
function recordEntry(
  services: HttpServices,
  exchange: { req: FastifyRequest; reply: FastifyReply },
  answer: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { id } = answer.user as { id: string }
  return recordSignInEvent(services, exchange, { action: 'sign_in.succeed', userId: id, by: 'password' })
}

function registerResets(auth: App, services: HttpServices): void {
  const { ctx } = services

  // The answer is the same for every address: whether it is known is told to nobody.
  auth.post('/request-password-reset', { schema: { body: requestBody } }, async (req, reply) => {
    await countCall(ctx, `reset from ${toAttemptAddress(req)}`, MAX_RESETS_OF_ADDRESS)
    await countCall(ctx, `reset of ${req.body.email}`, MAX_RESETS_OF_ACCOUNT)
    if (!mailsAccounts(ctx)) {
      await askAuth(services, { req, reply }, '/request-password-reset', req.body)
      return reply.code(204).send()
    }
    await queuePasswordReset(ctx, await findUserIdOf(ctx, req.body.email))
    return { isMailed: true }
  })

  auth.post('/reset-password', { schema: { body: resetBody } }, async (req, reply) => {
    const { token, newPassword } = req.body
    await limitAttempts(ctx, toSource(req), async () => {
      const person = await findPersonOfResetLink(ctx, services.consoleAuth, token)
      if (!person) throw new AppError('reset_link_invalid')
      const { id: userId, name, email } = person
      await requireStrongPassword(newPassword, { field: 'newPassword', name, email })
      await askAuth(services, { req, reply }, '/reset-password', req.body)
      await recordSignInEvent(services, { req, reply }, { action: 'password.reset', userId })
    })
    return reply.code(204).send()
  })
}

function toSource(req: FastifyRequest): { address: string } {
  return { address: toAttemptAddress(req) }
}
