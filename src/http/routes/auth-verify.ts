/** GET /v1/auth/verify: whether the key works, and whose it is. */
import * as z from 'zod'
import type { App } from '../app-type.ts'
import { holderOf } from '../authenticate.ts'
import { errorResponses } from '../wire/errors.ts'
import { named } from '../wire/named.ts'

const verifiedKeyBody = named(
  'VerifiedKey',
  z.object({
    valid: z.literal(true),
    organization: z.object({
      id: z.string().describe('UUID'),
      name: z.string(),
      status: z.literal('active').describe('Keys of any other organization are refused'),
    }),
  }),
  {
    description: 'The key works, and this is whose it is.',
    example: {
      valid: true,
      organization: { id: '9c7e1d2a-3b4c-4d5e-8f60-718293a4b5c6', name: 'Acme', status: 'active' },
    },
  },
)

/** A connection test for integrations: any active key may call it, whatever its scopes. */
export function registerAuthVerify(api: App): void {
  const schema = {
    operationId: 'verifyKey',
    tags: ['Authentication'],
    summary: 'Check an API key',
    description:
      'A connection test for integrations: any key in force may call it, whatever its scopes. Costs nothing and counts ' +
      'against the limits. 401 says that the key does not work, and no more.',
    response: { 200: verifiedKeyBody, ...errorResponses() },
  }
  api.get('/auth/verify', { schema }, async (req) => {
    const { id, name } = holderOf(req).organization
    // A suspended organization's keys are refused before this.
    return { valid: true as const, organization: { id, name, status: 'active' as const } }
  })
}
