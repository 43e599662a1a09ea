/** Second factors, password and name of people: endpoints of better-auth, most of them behind a fresh proof of identity. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AppError } from '../../lib/errors.ts'
import { limitAttempts, spendCode } from '../../services/sign-ins/attempts.ts'
import { replaceSignIns } from '../../services/sign-ins/devices.ts'
import { noteFactor, requireFactorProof } from '../../services/sign-ins/factor-proof.ts'
import { requireStrongPassword } from '../../services/sign-ins/passwords/require-strong.ts'
import { findPerson, type Person } from '../../services/sign-ins/person.ts'
import { toCodeAccount, toProofAccount } from '../../services/sign-ins/step-up.ts'
import { spendTotp } from '../../services/sign-ins/totp.ts'
import { forgetTrustedDevices } from '../../services/sign-ins/trusted-devices.ts'
import { findWaitingPerson } from '../../services/sign-ins/waiting.ts'
import type { App } from '../app-type.ts'
import { askAuth, toAttemptAddress, toAuthHeaders } from '../ask-auth.ts'
import { backupCodeField, chosenPasswordField, codeField, passwordField, personNameField } from '../auth-fields.ts'
import { keepDevice } from '../device-cookie.ts'
import type { HttpServices } from '../services.ts'
import { recordSignInEvent } from '../sign-in-events.ts'

const passwordBody = z.strictObject({ password: passwordField })
const changeBody = z.strictObject({ currentPassword: passwordField, newPassword: chosenPasswordField })
const nameBody = z.strictObject({ name: personNameField })
const codeBody = z.strictObject({ code: codeField, trustDevice: z.boolean().default(false) })
const backupCodeBody = z.strictObject({ code: backupCodeField, trustDevice: z.boolean().default(false) })

interface Exchange {
  readonly req: FastifyRequest
  readonly reply: FastifyReply
}

/** Adds the routes. */
export function registerConsoleFactors(auth: App, services: HttpServices): void {
  const { ctx } = services

  auth.post('/two-factor/verify-totp', { schema: { body: codeBody } }, async (req, reply) => {
    await tryCode(services, { req, reply }, 'code', req.body)
    return reply.code(204).send()
  })

  auth.post('/two-factor/verify-backup-code', { schema: { body: backupCodeBody } }, async (req, reply) => {
    await tryCode(services, { req, reply }, 'backup_code', req.body)
    return reply.code(204).send()
  })

  // Whoever has a passkey shows it: an authenticator that the password alone sets up would stand in for it.
  auth.post('/two-factor/enable', { schema: { body: passwordBody } }, async (req, reply) => {
    await requireFactorProof(ctx, await requirePerson(services, req))
    const { answer } = await tryPassword(services, { req, reply }, '/two-factor/enable', req.body)
    return { uri: answer.totpURI, backupCodes: answer.backupCodes }
  })

  auth.post('/two-factor/generate-backup-codes', { schema: { body: passwordBody } }, async (req, reply) => {
    await requireFactorProof(ctx, await requirePerson(services, req))
    const path = '/two-factor/generate-backup-codes'
    const { person, answer } = await tryPassword(services, { req, reply }, path, req.body)
    await recordSignInEvent(services, { req, reply }, { action: 'two_factor.renew_codes', userId: person.userId })
    return { backupCodes: answer.backupCodes }
  })

  auth.post('/two-factor/disable', { schema: { body: passwordBody } }, async (req, reply) => {
    await requireFactorProof(ctx, await requirePerson(services, req))
    const { person } = await tryPassword(services, { req, reply }, '/two-factor/disable', req.body)
    await forgetTrustedDevices(ctx, person.userId)
    await recordSignInEvent(services, { req, reply }, { action: 'two_factor.disable', userId: person.userId })
    return reply.code(204).send()
  })

  // Whoever else is signed in as this person is signed out, and no device is trusted any more.
  auth.post('/change-password', { schema: { body: changeBody } }, async (req, reply) => {
    const { name, email } = await requirePerson(services, req)
    await requireStrongPassword(req.body.newPassword, { field: 'newPassword', name, email })
    const body = { ...req.body, revokeOtherSessions: true }
    const { person } = await tryPassword(services, { req, reply }, '/change-password', body)
    await forgetTrustedDevices(ctx, person.userId)
    await recordSignInEvent(services, { req, reply }, { action: 'password.change', userId: person.userId })
    await keepDevice(services, { req, reply }, email)
    return reply.code(204).send()
  })

  auth.post('/update-user', { schema: { body: nameBody } }, async (req, reply) => {
    await requirePerson(services, req)
    await askAuth(services, { req, reply }, '/update-user', req.body)
    return reply.code(204).send()
  })
}

/** Asks for something that the password is given with; wrong ones count with those of the step-up. */
async function tryPassword(services: HttpServices, exchange: Exchange, path: string, body: Record<string, unknown>) {
  const person = await requirePerson(services, exchange.req)
  const { userId } = person
  const { ctx, failedTries } = services
  const source = { account: toProofAccount(userId), address: toAttemptAddress(exchange.req) }
  const tried = { kind: 'step_up', account: { userId }, by: 'password', address: exchange.req.ip } as const
  const answer = await failedTries.watch(tried, () =>
    limitAttempts(ctx, source, () => askAuth(services, exchange, path, body)),
  )
  return { person, answer }
}

const CODE_PATHS = { code: '/two-factor/verify-totp', backup_code: '/two-factor/verify-backup-code' } as const

/** Tries a code of whoever is signed in, or of whoever has given the right password and now owes a code. */
async function tryCode(
  services: HttpServices,
  exchange: Exchange,
  by: keyof typeof CODE_PATHS,
  body: { code: string; trustDevice: boolean },
): Promise<void> {
  const { ctx, consoleAuth, failedTries } = services
  const { req } = exchange
  const person = await findPerson(consoleAuth, toAuthHeaders(req))
  const userId = person?.userId ?? (await findWaitingPerson(ctx, consoleAuth, req.cookies))
  if (!userId) throw new AppError('sign_in_refused', { message: 'This sign-in took too long. Start again.' })
  const source = { account: toCodeAccount(userId), address: toAttemptAddress(req) }
  const ask = (code: string) => askAuth(services, exchange, CODE_PATHS[by], { ...body, code })
  const isTurningOn = person !== undefined && !person.twoFactorEnabled
  if (isTurningOn) await requireFactorProof(ctx, person)
  const act = (code: string) => (isTurningOn ? replaceSignIns(ctx, person, () => ask(code)) : ask(code))
  const given = { userId, code: body.code }
  const tried = { kind: person ? 'step_up' : 'sign_in', account: { userId }, by, address: req.ip } as const
  const answer = await failedTries.watch(tried, () =>
    limitAttempts(ctx, source, () =>
      by === 'code'
        ? spendTotp(ctx, consoleAuth, given, act)
        : spendCode(ctx, userId, given.code, () => act(given.code)),
    ),
  )
  await noteFactor(ctx, userId, isTurningOn ? undefined : String(answer.token))
  const action = isTurningOn ? 'two_factor.enable' : (`${tried.kind}.succeed` as const)
  await recordSignInEvent(services, exchange, { action, userId, by })
  const { email } = (answer.user ?? {}) as { email?: string }
  if (!person && email !== undefined) await keepDevice(services, exchange, email)
}

async function requirePerson({ consoleAuth }: HttpServices, req: FastifyRequest): Promise<Person> {
  const person = await findPerson(consoleAuth, toAuthHeaders(req))
  if (!person) throw new AppError('signed_out')
  return person
}
