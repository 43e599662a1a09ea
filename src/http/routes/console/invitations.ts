/** What the holder of an invitation's link is shown, signed in or not, and the acceptance. */
import * as z from 'zod'
import type { InvitationId } from '../../../lib/ids.ts'
import { acceptInvitation, getInvitation } from '../../../services/members/accept.ts'
import { findPerson } from '../../../services/members/membership.ts'
import type { App } from '../../app-type.ts'
import { toAuthHeaders } from '../../ask-auth.ts'
import { personOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const params = z.object({ id: z.uuid() })

/** Adds the routes. */
export function registerConsoleInvitations(console: App, { ctx, consoleAuth }: HttpServices): void {
  console.get('/invitations/:id', { schema: { params }, config: { isOpen: true } }, async (req) => {
    const person = await findPerson(consoleAuth, toAuthHeaders(req))
    return getInvitation(ctx, person, req.params.id as InvitationId)
  })

  console.post('/invitations/:id/accept', { schema: { params } }, async (req) => {
    const id = req.params.id as InvitationId
    return { organizationId: await acceptInvitation(ctx, personOf(req), { id, address: req.ip }) }
  })
}
