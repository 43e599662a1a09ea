/** GET /v1/auth/verify: whether the key works, and whose it is. */
import * as z from 'zod'
import { getOrganization } from '../../services/organizations/get.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'

/** A connection test for integrations; any key may call it. */
export function registerAuthVerify(api: App, { ctx }: HttpServices): void {
  const schema = {
    tags: ['Authentication'],
    summary: 'Check an API key',
    response: {
      200: z.object({
        valid: z.literal(true),
        organization: z.object({ id: z.string(), name: z.string(), status: z.string() }),
      }),
      ...errorResponses(),
    },
  }
  api.get('/auth/verify', { schema }, async (req) => {
    const { id, name, status } = await getOrganization(ctx, actorOf(req).organizationId)
    return { valid: true as const, organization: { id, name, status } }
  })
}
