/** /console/me and the founding and choosing of organizations: what a signed-in person needs before anything else. */
import * as z from 'zod'
import { listMemberships, setActiveOrganization } from '../../../services/members/membership.ts'
import { isOperator } from '../../../services/operators/operators.ts'
import { foundOrganization } from '../../../services/organizations/found.ts'
import { sendsBy } from '../../../services/sessions/invitation-states.ts'
import { hasPasskey } from '../../../services/sign-ins/passkeys/list.ts'
import type { App } from '../../app-type.ts'
import { personOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const foundBody = z.strictObject({ name: z.string().trim().min(1).max(200) })
const activeBody = z.strictObject({ organizationId: z.uuid() })

/** Adds the routes. */
export function registerConsoleMe(console: App, { ctx }: HttpServices): void {
  console.get('/me', async (req) => {
    const { userId, name, email, twoFactorEnabled, twoFactorResetAt, activeOrganizationId } = personOf(req)
    const organizations = await listMemberships(ctx, userId)
    const isMember = organizations.some(({ id }) => id === activeOrganizationId)
    return {
      person: {
        id: userId,
        name,
        email,
        twoFactorEnabled,
        hasPasskey: await hasPasskey(ctx, userId),
        isOperator: await isOperator(ctx, userId),
        ...(twoFactorResetAt && { twoFactorResetAt }),
      },
      organizations,
      sendsMail: sendsBy(ctx, 'email'),
      sendsSms: sendsBy(ctx, 'phone'),
      ...(isMember && { activeOrganizationId }),
    }
  })

  console.post('/organizations', { schema: { body: foundBody } }, async (req, reply) => {
    const person = personOf(req)
    const founded = await foundOrganization(ctx, person.userId, req.body.name)
    await setActiveOrganization(ctx, person, founded.id)
    return reply.code(201).send(founded)
  })

  console.put('/active-organization', { schema: { body: activeBody } }, async (req, reply) => {
    await setActiveOrganization(ctx, personOf(req), req.body.organizationId)
    return reply.code(204).send()
  })
}
