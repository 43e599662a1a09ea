/** The console's Team: members, their roles, and invitations. */
import * as z from 'zod'
import type { InvitationId, MemberUserId } from '../../../lib/ids.ts'
import { MEMBER_SCOPES } from '../../../services/actor.ts'
import { changeRole } from '../../../services/members/change-role.ts'
import {
  inviteMember,
  listInvitations,
  renewInvitation,
  revokeInvitation,
  showInvitationLink,
} from '../../../services/members/invite.ts'
import { listMembers } from '../../../services/members/list.ts'
import { leaveOrganization, removeMember } from '../../../services/members/remove.ts'
import { ROLE_SCOPES, ROLES } from '../../../services/members/roles.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const READ = { scope: 'members:read' as const }
const WRITE = { scope: 'members:write' as const }

const userParams = z.object({ userId: z.uuid() })
const invitationParams = z.object({ id: z.uuid() })
const roleBody = z.strictObject({ role: z.enum(ROLES) })
const inviteBody = z.strictObject({ email: z.string().trim().max(254).pipe(z.email()), role: z.enum(ROLES) })

/** Adds the routes. */
export function registerConsoleTeam(console: App, services: HttpServices): void {
  registerMembers(console, services)
  registerInvitations(console, services)
}

function registerMembers(console: App, { ctx }: HttpServices): void {
  console.get('/roles', { config: READ }, async () => ({
    scopes: MEMBER_SCOPES,
    items: ROLES.map((role) => ({ role, scopes: ROLE_SCOPES[role] })),
  }))

  console.get('/members', { config: READ }, async (req) => ({ items: await listMembers(ctx, memberOf(req)) }))

  const changeRoute = { schema: { params: userParams, body: roleBody }, config: { ...WRITE, stepUp: true } }
  console.patch('/members/:userId', changeRoute, async (req, reply) => {
    const userId = req.params.userId as MemberUserId
    await changeRole(ctx, memberOf(req), { userId, role: req.body.role })
    return reply.code(204).send()
  })

  const removeRoute = { schema: { params: userParams }, config: { ...WRITE, stepUp: true } }
  console.delete('/members/:userId', removeRoute, async (req, reply) => {
    await removeMember(ctx, memberOf(req), req.params.userId as MemberUserId)
    return reply.code(204).send()
  })

  console.post('/leave', { config: READ }, async (req, reply) => {
    await leaveOrganization(ctx, memberOf(req))
    return reply.code(204).send()
  })
}

function registerInvitations(console: App, { ctx }: HttpServices): void {
  console.get('/invitations', { config: READ }, async (req) => ({ items: await listInvitations(ctx, memberOf(req)) }))

  const inviteRoute = { schema: { body: inviteBody }, config: { ...WRITE, stepUp: true } }
  console.post('/invitations', inviteRoute, async (req, reply) =>
    reply.code(201).send(await inviteMember(ctx, memberOf(req), req.body)),
  )

  const oneRoute = { schema: { params: invitationParams }, config: WRITE }
  // Whoever holds a link, or makes it work again, lets somebody in.
  const guardedRoute = { ...oneRoute, config: { ...WRITE, stepUp: true } }
  console.post('/invitations/:id/link', guardedRoute, async (req) => {
    return { link: await showInvitationLink(ctx, memberOf(req), req.params.id as InvitationId) }
  })

  console.post('/invitations/:id/renew', guardedRoute, async (req) => {
    return { expiresAt: await renewInvitation(ctx, memberOf(req), req.params.id as InvitationId) }
  })

  console.delete('/invitations/:id', oneRoute, async (req, reply) => {
    await revokeInvitation(ctx, memberOf(req), req.params.id as InvitationId)
    return reply.code(204).send()
  })
}
