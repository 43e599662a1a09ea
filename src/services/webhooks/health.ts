/** Tells how well endpoints take what they are sent. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import type { DeliveryState } from '../../db/webhook-tables.ts'
import type { WebhookEndpointId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { countDeliveriesByHour, countLatestDeliveries, type DeliveriesOfHour } from './deliveries-queries.ts'
import { findOwnEndpoint } from './get.ts'

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

/** As long as an endpoint may fail before it is disabled. */
const HOURS = 72
/** What is counted when a page opens, however much was sent. */
const MOST = 50_000

export interface DeliveryHistory {
  /** Of each of the last 72 hours of UTC, oldest first; the last one is under way. */
  readonly hours: readonly DeliveriesOfHour[]
  /** Whether all of that time was counted: else the newest 50,000 deliveries were. */
  readonly isWhole: boolean
}

/** What came of an endpoint's deliveries, by the hour in which their events happened. Throws what `getEndpoint` does. */
export async function getDeliveryHistory(ctx: TxContext, actor: Actor, id: string): Promise<DeliveryHistory> {
  requireScope(actor, 'webhooks:read')
  const { organizationId, id: endpointId } = await findOwnEndpoint(ctx, actor, id)
  const hours = await countDeliveriesByHour(ctx.db, { organizationId, endpointId }, { hours: HOURS, most: MOST })
  const count = hours.reduce((sum, { delivered, failed, waiting }) => sum + delivered + failed + waiting, 0)
  return { hours, isWhole: count < MOST }
}
