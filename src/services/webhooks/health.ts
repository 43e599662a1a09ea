/** Tells how well endpoints take what they are sent. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { DeliveryState } from '../../db/webhook-tables.ts'
import type { WebhookEndpointId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { countLatestDeliveries } from './deliveries-queries.ts'

/** How many of the newest deliveries are counted: enough to see a trend, few enough to read at each visit. */
const LATEST = 100

export interface EndpointHealth {
  /** Of the newest deliveries, at most 100, by their state. */
  readonly latest: Readonly<Record<DeliveryState, number>>
  /** When the newest one was made. */
  readonly lastDeliveryAt: Date
}

/** By endpoint; absent for one that was sent nothing. Throws `scope_missing`. */
export async function listEndpointHealth(
  ctx: TxContext,
  actor: Actor,
  environment: Environment,
): Promise<ReadonlyMap<WebhookEndpointId, EndpointHealth>> {
  requireScope(actor, 'webhooks:read')
  const rows = await countLatestDeliveries(ctx.db, { organizationId: actor.organizationId, environment, most: LATEST })
  return new Map(
    rows.map(({ endpointId, delivered, failed, waiting, lastDeliveryAt }) => [
      endpointId,
      { latest: { delivered, failed, waiting }, lastDeliveryAt },
    ]),
  )
}
