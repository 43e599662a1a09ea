/** Adds an endpoint. */
import { type TxContext, withTransaction } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { GuardedPost } from '../../lib/guarded-post.ts'
import { newId, type WebhookEndpointId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import { toEndpoint, type WebhookEndpoint } from './endpoint.ts'
import { type EndpointFields, requireFields } from './fields.ts'
import { requireWholeEnvironment } from './get.ts'
import { insertEndpoint, listEndpointRows } from './queries.ts'
import { newWebhookSecret, sealWebhookSecret } from './secret.ts'

/** Of an environment: each event is sent to every one. */
const MAX_ENDPOINTS = 50

export interface CreatedEndpoint {
  readonly endpoint: WebhookEndpoint
  /** `whsec_…`; not shown again. */
  readonly secret: string
}

/** Events from now on are sent there. Throws `validation_failed`, `conflict` beyond 50 endpoints, and `scope_missing`. */
export async function createEndpoint(
  ctx: TxContext,
  post: GuardedPost,
  actor: Actor,
  { environment, ...fields }: EndpointFields & { readonly environment: Environment },
): Promise<CreatedEndpoint> {
  requireScope(actor, 'webhooks:write')
  // Nobody has more sent than they may see.
  requireScope(actor, 'applicants:read')
  requireWholeEnvironment(actor)
  await requireFields(post, fields)
  const id = newId<WebhookEndpointId>()
  const secret = newWebhookSecret()
  const at = nowDate(ctx.clock)
  const row = {
    ...{ id, organizationId: actor.organizationId, environment, ...fields },
    eventTypes: fields.eventTypes && [...fields.eventTypes],
    ...sealWebhookSecret(ctx.keyring, id, secret),
    ...{ sealedPreviousSecret: null, previousSecretVersion: null, previousSecretEndsAt: null, disabledReason: null },
    ...{ createdAt: at, updatedAt: at },
  }
  await withTransaction(ctx, async (tx) => {
    const others = await listEndpointRows(tx.db, actor.organizationId, environment)
    if (others.length >= MAX_ENDPOINTS) {
      throw new AppError('conflict', { message: `There are ${MAX_ENDPOINTS} webhook endpoints: delete one first` })
    }
    await insertEndpoint(tx.db, row)
    await recordAudit(tx, actor, {
      action: 'webhook.create',
      targetId: id,
      details: { host: new URL(fields.url).host },
    })
  })
  return { endpoint: toEndpoint({ ...row, status: 'active', failingSince: null }), secret }
}
