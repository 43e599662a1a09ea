/** The console's settings of an organization: its name, what it asks of sign-ins, and its end. */
import * as z from 'zod'
import { deleteOrganization, keepOrganization } from '../../../services/deletion/schedule.ts'
import { getOrganization } from '../../../services/organizations/get.ts'
import { renameOrganization } from '../../../services/organizations/rename.ts'
import { getSecurity, setSecurity } from '../../../services/organizations/security.ts'
import { setShowKeysOnce } from '../../../services/organizations/set-show-keys-once.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const nameBody = z.strictObject({ name: z.string().trim().min(1).max(200) })
const deletionBody = z.strictObject({ name: z.string().max(200) })
const securityBody = z
  .strictObject({
    requireTwoFactor: z.boolean().optional(),
    signInHours: z.int().min(1).max(720).nullable().optional(),
    idleMinutes: z.int().min(5).max(43_200).nullable().optional(),
    showKeysOnce: z.boolean().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'must name what changes')

/** Adds the routes. */
export function registerConsoleOrganization(console: App, services: HttpServices): void {
  registerProfile(console, services)
  registerSecurity(console, services)
  registerDeletion(console, services)
}

function registerDeletion(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'organization:delete' as const }

  const deleteRoute = { schema: { body: deletionBody }, config: { ...config, stepUp: true } }
  console.post('/organization/deletion', deleteRoute, async (req) => ({
    deletionDueAt: await deleteOrganization(ctx, memberOf(req), req.body.name),
  }))

  console.delete('/organization/deletion', { config: { ...config, worksWhileClosing: true } }, async (req, reply) => {
    await keepOrganization(ctx, memberOf(req))
    return reply.code(204).send()
  })
}

function registerProfile(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'organization:write' as const }

  console.get('/organization', { config: { scope: 'members:read' } }, async (req) =>
    getOrganization(ctx, memberOf(req).organizationId),
  )

  console.patch('/organization', { schema: { body: nameBody }, config }, async (req, reply) => {
    await renameOrganization(ctx, memberOf(req), req.body.name)
    return reply.code(204).send()
  })
}

function registerSecurity(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'organization:write' as const }

  console.get('/security', { config }, async (req) => getSecurity(ctx, memberOf(req)))

  const securityRoute = { schema: { body: securityBody }, config: { ...config, stepUp: true } }
  console.patch('/security', securityRoute, async (req) => {
    const { requireTwoFactor, signInHours, idleMinutes, showKeysOnce } = req.body
    if ([requireTwoFactor, signInHours, idleMinutes].some((value) => value !== undefined)) {
      const changes = {
        ...(requireTwoFactor !== undefined && { requireTwoFactor }),
        ...(signInHours !== undefined && { signInHours }),
        ...(idleMinutes !== undefined && { idleMinutes }),
      }
      await setSecurity(ctx, memberOf(req), changes)
    }
    if (showKeysOnce !== undefined) await setShowKeysOnce(ctx, memberOf(req), showKeysOnce)
    return getSecurity(ctx, memberOf(req))
  })
}
