/** The commands of webhooks: `webhooks create`, `list`, `delete`. */
import type { Context } from '../context.ts'
import { GuardedPost } from '../lib/guarded-post.ts'
import { toIpRanges } from '../lib/ip-ranges.ts'
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

/** The operator may prepare what the servers are allowed to reach later; they look at every address before they send. */
const ANYWHERE = new GuardedPost({ timeoutMs: 0, allowed: toIpRanges(['0.0.0.0/0', '::/0']) })

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
    const { endpoint, secret } = await createEndpoint(ctx, ANYWHERE, operatorOf(organizationId), {
      ...{ environment, url, name: findText(options, 'name') ?? hostOf(url), description: null },
      eventTypes: eventTypes.length === 0 ? null : eventTypes,
      sendsSecret: options.values['send-secret'] === true,
    })
    await warnOfRefusal(ctx, url)
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

/** The servers' settings count, which may be others than this command's. */
async function warnOfRefusal({ config }: Context, url: string): Promise<void> {
  const post = openWebhookPost(config)
  const why = await post.findRefusal(new URL(url))
  post.close()
  if (why === undefined) return
  const mend = 'nothing is sent there unless OPENIDV_WEBHOOK_PRIVATE_NETWORKS of the servers allows it'
  process.stderr.write(`${why}: ${mend}\n`)
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'Webhook'
}
