/** Things of an organization that strangers name by their ids. */
import { newId, newOrderedId, type WebhookDeliveryId, type WebhookEndpointId } from '../../src/lib/ids.ts'
import { sealWebhookSecret } from '../../src/services/webhooks/secret.ts'
import { createWorkflow } from '../../src/services/workflows/create.ts'
import { signUpMember } from '../harness/console.ts'
import { type TestServer, until } from '../harness/server.ts'
import type { ThingKind } from './console-endpoints.ts'

/** One thing of each kind that belongs to the server's own organization; answers their ids. */
export async function makeThings(server: TestServer): Promise<Readonly<Record<ThingKind, string>>> {
  const { organization, ctx } = server
  const person = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.com' }
  const session = await server.request('POST', '/v1/sessions', { key: organization.liveKey, body: person })
  const operator = { kind: 'operator', organizationId: organization.id } as const
  const workflow = await createWorkflow(ctx, operator, {
    name: 'Theirs',
    environment: 'live',
    steps: [{ id: 'ID_VERIFICATION' }],
  })
  const key = await ctx.db
    .selectFrom('apiKeys')
    .select('id')
    .where('organizationId', '=', organization.id)
    .where('environment', '=', 'live')
    .executeTakeFirstOrThrow()
  const presigned = await server.request('POST', '/v1/upload/presign', {
    key: organization.liveKey,
    body: { files: [{ contentType: 'image/jpeg', byteLength: 1000 }] },
  })
  const member = await signUpMember(server, { role: 'viewer' })
  const owner = await signUpMember(server)
  const invited = await owner.post('~/invitations', { email: 'invited@example.com', role: 'viewer' })
  const findLog = () => ctx.db.selectFrom('requestLogs').select('id').executeTakeFirst()
  await until(async () => (await findLog()) !== undefined)
  const log = await findLog()
  // The use of the key is written late, too; a walk that looks for changes must not meet it.
  const findUse = () => ctx.db.selectFrom('apiKeys').select('lastUsedAt').where('id', '=', key.id).executeTakeFirst()
  await until(async () => (await findUse())?.lastUsedAt instanceof Date)
  return {
    ...(await makeWebhook(server)),
    member: member.userId,
    invitation: invited.json.id,
    log: String(log?.id),
    session: session.json.id,
    key: key.id,
    workflow,
    evidence: presigned.json.uploads[0].fileKey,
  }
}

/** An endpoint that is paused, so that nothing is sent while others are looked at, with a delivery that failed. */
export async function makeWebhook({ ctx, organization }: TestServer): Promise<{ endpoint: string; delivery: string }> {
  const endpoint = newId<WebhookEndpointId>()
  const delivery = newOrderedId<WebhookDeliveryId>(ctx.clock.nowMs())
  const at = new Date(ctx.clock.nowMs())
  const own = { organizationId: organization.id, environment: 'live' as const }
  await ctx.db
    .insertInto('webhookEndpoints')
    .values({
      ...{ id: endpoint, ...own, name: 'Theirs', url: 'https://example.com/webhooks', status: 'paused' },
      ...{ createdAt: at, updatedAt: at },
      ...sealWebhookSecret(ctx.keyring, endpoint, 'whsec_'),
    })
    .execute()
  await ctx.db
    .insertInto('webhookDeliveries')
    .values({ id: delivery, ...own, endpointId: endpoint, type: 'session.created', state: 'failed' })
    .execute()
  return { endpoint, delivery }
}
