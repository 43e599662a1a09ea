/** /console/account/passkeys: a person's own passkeys. */
import * as z from 'zod'
import { requireStepUp } from '../../../services/members/membership.ts'
import { noteFactorMade, requireFactorProof } from '../../../services/sign-ins/factor-proof.ts'
import { addPasskey, offerPasskey } from '../../../services/sign-ins/passkeys/add.ts'
import { listPasskeys } from '../../../services/sign-ins/passkeys/list.ts'
import { removePasskey } from '../../../services/sign-ins/passkeys/remove.ts'
import { renamePasskey } from '../../../services/sign-ins/passkeys/rename.ts'
import type { Person } from '../../../services/sign-ins/person.ts'
import type { App } from '../../app-type.ts'
import { personOf } from '../../console-gate.ts'
import { ceremonyOf, keepChallenge, newPasskeyField, relyingPartyOf } from '../../passkey-ceremony.ts'
import type { HttpServices } from '../../services.ts'
import { recordSignInEvent } from '../../sign-in-events.ts'

const nameField = z
  .string()
  .trim()
  .min(1, 'is missing')
  .max(100, 'must have at most 100 characters')
  .regex(/^\P{Cc}*$/u, 'must be on one line')
const params = z.strictObject({ passkeyId: z.uuid() })
const newBody = z.strictObject({ name: nameField, passkey: newPasskeyField })
const nameBody = z.strictObject({ name: nameField })

/** Adds the routes. */
export function registerPasskeys(console: App, services: HttpServices): void {
  const { ctx } = services
  /** Whoever holds a stolen cookie, or the password alone, must neither add a way in nor take one away. */
  const requireProofs = async (person: Person) => {
    requireStepUp(ctx, person)
    await requireFactorProof(ctx, person)
  }

  console.get('/account/passkeys', async (req) => ({ items: await listPasskeys(ctx, personOf(req).userId) }))

  console.post('/account/passkeys/options', async (req, reply) => {
    const person = personOf(req)
    await requireProofs(person)
    const { secret, options } = await offerPasskey(ctx, person, relyingPartyOf(req))
    keepChallenge(services, reply, secret)
    return options
  })

  console.post('/account/passkeys', { schema: { body: newBody } }, async (req, reply) => {
    const person = personOf(req)
    await requireProofs(person)
    const { name, passkey: answer } = req.body
    const added = await addPasskey(ctx, person.userId, { name, answer, ceremony: ceremonyOf(services, req) })
    await noteFactorMade(ctx, person)
    await recordSignInEvent(services, { req, reply }, { action: 'passkey.add', userId: person.userId })
    return reply.code(201).send(added)
  })

  console.patch('/account/passkeys/:passkeyId', { schema: { params, body: nameBody } }, async (req, reply) => {
    const { passkeyId: id } = req.params
    const { userId } = personOf(req)
    await renamePasskey(ctx, userId, { id, name: req.body.name })
    await recordSignInEvent(services, { req, reply }, { action: 'passkey.rename', userId })
    return reply.code(204).send()
  })

  console.delete('/account/passkeys/:passkeyId', { schema: { params } }, async (req, reply) => {
    const person = personOf(req)
    await requireProofs(person)
    await removePasskey(ctx, person.userId, req.params.passkeyId)
    await recordSignInEvent(services, { req, reply }, { action: 'passkey.remove', userId: person.userId })
    return reply.code(204).send()
  })
}
