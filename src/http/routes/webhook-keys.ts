/** GET /.well-known/webhook-keys: the keys by which anybody can check who sent a webhook. */
import * as z from 'zod'
import { toWebhookPublicKey } from '../../services/webhooks/sign.ts'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'
import { named } from '../wire/named.ts'

const keysBody = named(
  'WebhookKeys',
  z.object({ keys: z.array(z.string()).describe('Ed25519, whpk_ and 32 bytes in base64; the current one first') }),
  {
    description: 'Public keys of the signatures v1a of webhooks (Standard Webhooks 1.0).',
    example: { keys: ['whpk_MCowBQYDK2VwAyEAFRZ2V0m9m0Zx1o5l8uQ0f1k='] },
  },
)

/** Adds the route, which needs no key. */
export function registerWebhookKeys(app: App, { ctx }: HttpServices): void {
  const schema = {
    ...{ tags: ['Webhooks'], security: [], operationId: 'listWebhookKeys', summary: 'Keys that check webhooks' },
    description:
      'Needs no key and counts against no limit. After a change of the root secret the key before is listed, too.',
    response: { 200: keysBody },
  }
  app.get('/.well-known/webhook-keys', { schema }, async () => ({
    keys: ctx.keyring.webhookSigners.map(({ publicKey }) => toWebhookPublicKey(publicKey)),
  }))
}
