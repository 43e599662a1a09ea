/** The commands of webhooks: `webhooks create`, `list`, `delete`. */
import type { EventType } from '../services/events/event-types.ts'
import { getOrganization } from '../services/organizations/get.ts'
import { createEndpoint } from '../services/webhooks/create.ts'
import { getEndpointOrganization, listEndpoints } from '../services/webhooks/get.ts'
import { openWebhookPost } from '../services/webhooks/open-post.ts'
import { deleteEndpoint } from '../services/webhooks/update.ts'
import {
  type CommandOptions,
  environmentOf,
  findList,
  findText,
  operatorOf,
  organizationOf,
  print,
  printTable,
  textOf,
} from './command-options.ts'
import { withContext } from './with-context.ts'

/** `webhooks create`: prints the id and the secret, which is not shown again. */
export async function createWebhook(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  const environment = environmentOf(options)
  const url = textOf(options, 'url')
  textOf(options, 'events')
  // What is none of the types is refused with the list of them.
  const eventTypes = (findList(options, 'events', 'all') ?? []) as EventType[]
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const post = openWebhookPost(ctx.config)
    const { endpoint, secret } = await createEndpoint(ctx, post, operatorOf(organizationId), {
      ...{ environment, url, name: findText(options, 'name') ?? hostOf(url), description: null },
      eventTypes: eventTypes.length === 0 ? null : eventTypes,
      sendsSecret: options.values['send-secret'] === true,
    }).finally(() => post.close())
    if (options.values.json) return print({ id: endpoint.id, secret })
    print(`id      ${endpoint.id}`)
    print(`secret  ${secret}`)
  })
}

/** `webhooks list`: of both environments. */
export async function listWebhooks(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const actor = operatorOf(organizationId)
    const endpoints = [...(await listEndpoints(ctx, actor, 'live')), ...(await listEndpoints(ctx, actor, 'sandbox'))]
    if (options.values.json) return print(endpoints)
    const rows = endpoints.map(({ id, environment, status, url, eventTypes, name }) => {
      return [id, environment, status, url, eventTypes?.join(',') ?? 'all', name]
    })
    printTable(['id', 'environment', 'status', 'url', 'events', 'name'], rows)
  })
}

/** `webhooks delete`. */
export async function deleteWebhook(options: CommandOptions): Promise<void> {
  const [id = ''] = options.rest
  await withContext(options, async (ctx) => {
    await deleteEndpoint(ctx, operatorOf(await getEndpointOrganization(ctx, id)), id)
    print(`Deleted ${id}`)
  })
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'Webhook'
}
