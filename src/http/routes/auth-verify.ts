/** GET /v1/auth/verify: whether the key works, and whose it is. */
import * as z from 'zod'
import type { App } from '../app-type.ts'
import { holderOf } from '../authenticate.ts'
import { errorResponses } from '../wire/errors.ts'

/** A connection test for integrations: any active key may call it, whatever its scopes. */
export function registerAuthVerify(api: App): void {
  const schema = {
    tags: ['Authentication'],
    summary: 'Check an API key',
    response: {
      200: z.object({
        valid: z.literal(true),
        organization: z.object({ id: z.string(), name: z.string(), status: z.literal('active') }),
      }),
      ...errorResponses(),
    },
  }
  api.get('/auth/verify', { schema }, async (req) => {
    const { id, name } = holderOf(req).organization
    // A suspended organization's keys are refused before this.
    return { valid: true as const, organization: { id, name, status: 'active' as const } }
  })
}
