/** /console/installation, for operators only: every organization with its tokens and limits, and who may sign up. */
import * as z from 'zod'
import { withinOrganization } from '../../../db/reach.ts'
import type { InvitationId, OrganizationId } from '../../../lib/ids.ts'
import type { SystemActor } from '../../../services/actor.ts'
import { grantTokens } from '../../../services/billing/tokens.ts'
import { listOperators } from '../../../services/operators/operators.ts'
import { getOrganization } from '../../../services/organizations/get.ts'
import { setOrganizationLimits } from '../../../services/organizations/limits.ts'
import { listOverview } from '../../../services/organizations/overview.ts'
import { setOrganizationStatus } from '../../../services/organizations/set-status.ts'
import {
  inviteToSignUp,
  listSignUpInvitations,
  revokeSignUpInvitation,
  showSignUpLink,
} from '../../../services/sign-ups/invite.ts'
import type { App } from '../../app-type.ts'
import { emailField } from '../../auth-fields.ts'
import { personOf, registerOperatorGate } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const listQuery = z.object({
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().optional(),
})
const params = z.object({ id: z.uuid() })
const grantBody = z.strictObject({
  amountTokens: z.int().min(1).max(1_000_000_000),
  note: z.string().trim().max(500).optional(),
  grantId: z.uuid().optional(),
})
/** Null goes back to the configuration. */
const limitField = z.int().min(1).max(1_000_000_000).nullable().optional()
const limitsBody = z.strictObject({ ratePerSecond: limitField, burst: limitField, dailyQuota: limitField })
const statusBody = z.strictObject({ status: z.enum(['active', 'suspended']) })
const inviteBody = z.strictObject({ email: emailField })

/** Adds the routes; every act needs a fresh proof of identity. */
export function registerConsoleInstallation(installation: App, services: HttpServices): void {
  registerOperatorGate(installation, services)
  registerOrganizations(installation, services)
  registerSignUpInvitations(installation, services)
  installation.get('/operators', async () => ({ items: await listOperators(services.ctx) }))
}

function registerOrganizations(installation: App, { ctx }: HttpServices): void {
  installation.get('/organizations', { schema: { querystring: listQuery } }, async (req) =>
    listOverview(ctx, req.query),
  )

  installation.post('/organizations/:id/grants', { schema: { params, body: grantBody } }, async (req, reply) => {
    const { id: organizationId } = await getOrganization(ctx, req.params.id as OrganizationId)
    const { userId } = personOf(req)
    const grant = () => grantTokens(ctx, { kind: 'operator', organizationId, userId }, req.body)
    return reply.code(201).send(await withinOrganization(organizationId, grant))
  })

  installation.patch('/organizations/:id/limits', { schema: { params, body: limitsBody } }, async (req, reply) => {
    const { ratePerSecond, burst, dailyQuota } = req.body
    const limits = {
      ...(ratePerSecond !== undefined && { ratePerSecond }),
      ...(burst !== undefined && { burst }),
      ...(dailyQuota !== undefined && { dailyQuota }),
    }
    const actor = actorOf(req, req.params.id)
    await withinOrganization(actor.organizationId, () => setOrganizationLimits(ctx, actor, limits))
    return reply.code(204).send()
  })

  installation.put('/organizations/:id/status', { schema: { params, body: statusBody } }, async (req, reply) => {
    const actor = actorOf(req, req.params.id)
    await withinOrganization(actor.organizationId, () => setOrganizationStatus(ctx, actor, req.body.status))
    return reply.code(204).send()
  })
}

function registerSignUpInvitations(installation: App, { ctx }: HttpServices): void {
  installation.get('/invitations', async () => ({ items: await listSignUpInvitations(ctx) }))

  installation.post('/invitations', { schema: { body: inviteBody } }, async (req, reply) => {
    const invited = await inviteToSignUp(ctx, { email: req.body.email, inviterId: personOf(req).userId })
    return reply.code(201).send(invited)
  })

  installation.post('/invitations/:id/link', { schema: { params } }, async (req) => ({
    link: await showSignUpLink(ctx, req.params.id as InvitationId),
  }))

  installation.delete('/invitations/:id', { schema: { params } }, async (req, reply) => {
    await revokeSignUpInvitation(ctx, req.params.id as InvitationId, personOf(req).userId)
    return reply.code(204).send()
  })
}

/** The operator, acting for an organization that the verb still has to find. */
function actorOf(req: Parameters<typeof personOf>[0], organizationId: string): SystemActor {
  return { kind: 'operator', organizationId: organizationId as OrganizationId, userId: personOf(req).userId }
}
