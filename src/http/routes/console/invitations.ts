/** What the holder of an invitation's link is shown, signed in or not, and the acceptance. */
import * as z from 'zod'
import { acceptInvitation, getInvitation } from '../../../services/members/accept.ts'
import { findPerson } from '../../../services/sign-ins/person.ts'
import type { App } from '../../app-type.ts'
import { toAuthHeaders } from '../../ask-auth.ts'
import { personOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const params = z.object({ secret: z.string().max(200) })

/** Adds the routes. */
export function registerConsoleInvitations(console: App, { ctx, consoleAuth }: HttpServices): void {
  console.get('/invitations/:secret', { schema: { params }, config: { isOpen: true } }, async (req) => {
    const person = await findPerson(consoleAuth, toAuthHeaders(req))
    return getInvitation(ctx, person, req.params.secret)
  })

  console.post('/invitations/:secret/accept', { schema: { params } }, async (req) => {
    const { secret } = req.params
    return { organizationId: await acceptInvitation(ctx, personOf(req), { secret, address: req.ip }) }
  })
}
