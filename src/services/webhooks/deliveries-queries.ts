/** SQL of deliveries as their owners see them. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { DeliveryState } from '../../db/webhook-tables.ts'
import type { EventId, OrganizationId, WebhookDeliveryId, WebhookEndpointId } from '../../lib/ids.ts'
import type { Delivery, ListedAttempt } from './delivery.ts'

const COLUMNS = [
  ...(['id', 'organizationId', 'environment', 'endpointId', 'eventId', 'type', 'sessionId'] as const),
  ...(['state', 'attempts', 'dueAt', 'createdAt', 'finishedAt'] as const),
] as const

interface DeliveryFilter {
  readonly organizationId: OrganizationId
  readonly endpointId: WebhookEndpointId
  readonly state: DeliveryState | undefined
}

/** Newest first, from after a row on. */
export function listDeliveryRows(
  db: Db,
  { organizationId, endpointId, state }: DeliveryFilter,
  { after, limit }: { after: { createdAt: Date; id: WebhookDeliveryId } | undefined; limit: number },
): Promise<Delivery[]> {
  let query = db
    .selectFrom('webhookDeliveries')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('endpointId', '=', endpointId)
  if (state) query = query.where('state', '=', state)
  if (after) {
    query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`)
  }
  return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** A delivery by id alone: the caller compares its organization. */
export function findDeliveryById(db: Db, id: WebhookDeliveryId): Promise<Delivery | undefined> {
  return db.selectFrom('webhookDeliveries').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

export function listAttempts(db: Db, organizationId: OrganizationId, id: WebhookDeliveryId): Promise<ListedAttempt[]> {
  return db
    .selectFrom('webhookAttempts')
    .select(['number', 'at', 'tookMs', 'status', 'error', 'answer'])
    .where('organizationId', '=', organizationId)
    .where('deliveryId', '=', id)
    .orderBy('number')
    .execute()
}

export async function insertTest(
  db: Db,
  row: {
    readonly id: WebhookDeliveryId
    readonly organizationId: OrganizationId
    readonly environment: Environment
    readonly endpointId: WebhookEndpointId
    readonly type: string
  },
): Promise<void> {
  await db.insertInto('webhookDeliveries').values(row).execute()
}

/** Begins another series of attempts of one delivery, or of all that failed for good in a range of time; answers how many. */
export async function reopenDeliveries(
  db: Db,
  which: {
    readonly organizationId: OrganizationId
    readonly endpointId: WebhookEndpointId
    readonly id?: WebhookDeliveryId
    readonly failedBetween?: { readonly from: Date; readonly to: Date }
  },
): Promise<number> {
  const again = { state: 'waiting' as const, begunAt: sql<Date>`now()`, dueAt: sql<Date>`now()`, finishedAt: null }
  let query = db
    .updateTable('webhookDeliveries')
    .set(again)
    .where('organizationId', '=', which.organizationId)
    .where('endpointId', '=', which.endpointId)
    .where('state', '<>', 'waiting')
  if (which.id !== undefined) query = query.where('id', '=', which.id)
  if (which.failedBetween) {
    const { from, to } = which.failedBetween
    query = query.where('state', '=', 'failed').where('createdAt', '>=', from).where('createdAt', '<=', to)
  }
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

export interface LatestDeliveries extends Readonly<Record<DeliveryState, number>> {
  readonly endpointId: WebhookEndpointId
  readonly lastDeliveryAt: Date
}

/** Counts by state the newest deliveries of each endpoint of an environment, `most` at most; endpoints without any are left out. */
export async function countLatestDeliveries(
  db: Db,
  {
    organizationId,
    environment,
    most,
  }: { readonly organizationId: OrganizationId; readonly environment: Environment; readonly most: number },
): Promise<readonly LatestDeliveries[]> {
  const { rows } = await sql<LatestDeliveries>`
    select endpoint.id as endpoint_id,
      count(*) filter (where latest.state = 'delivered')::integer as delivered,
      count(*) filter (where latest.state = 'failed')::integer as failed,
      count(*) filter (where latest.state = 'waiting')::integer as waiting,
      max(latest.created_at) as last_delivery_at
    from webhook_endpoints as endpoint
    cross join lateral (
      select state, created_at from webhook_deliveries
      where organization_id = ${organizationId} and endpoint_id = endpoint.id
      order by created_at desc, id desc limit ${most}
    ) as latest
    where endpoint.organization_id = ${organizationId} and endpoint.environment = ${environment}
    group by endpoint.id`.execute(db)
  return rows
}

export interface DeliveriesOfHour extends Readonly<Record<DeliveryState, number>> {
  readonly startsAt: Date
}

/** Counts by state the deliveries of an endpoint in each of the last `hours` hours, oldest first; of the newest `most` only. */
export async function countDeliveriesByHour(
  db: Db,
  { organizationId, endpointId }: { readonly organizationId: OrganizationId; readonly endpointId: WebhookEndpointId },
  { hours, most }: { readonly hours: number; readonly most: number },
): Promise<readonly DeliveriesOfHour[]> {
  const { rows } = await sql<DeliveriesOfHour>`
    with newest as materialized (
      select date_trunc('hour', created_at, 'UTC') as starts_at, state from webhook_deliveries
      where organization_id = ${organizationId} and endpoint_id = ${endpointId}
        and created_at >= date_trunc('hour', now(), 'UTC') - make_interval(hours => ${hours - 1}::integer)
      order by created_at desc, id desc limit ${most}
    )
    select starts_at,
      count(*) filter (where state = 'delivered')::integer as delivered,
      count(*) filter (where state = 'failed')::integer as failed,
      count(*) filter (where state = 'waiting')::integer as waiting
    from generate_series(
      date_trunc('hour', now(), 'UTC') - make_interval(hours => ${hours - 1}::integer),
      date_trunc('hour', now(), 'UTC'), interval '1 hour'
    ) as starts_at left join newest using (starts_at)
    group by starts_at order by starts_at`.execute(db)
  return rows
}

export interface DeliveryOfEvent {
  readonly id: WebhookDeliveryId
  readonly eventId: EventId
  readonly endpointId: WebhookEndpointId
  readonly endpointName: string
  readonly state: DeliveryState
  readonly attempts: number
}

/** Where each of these events was told, oldest endpoint first. */
export async function listDeliveriesOfEvents(
  db: Db,
  organizationId: OrganizationId,
  eventIds: readonly EventId[],
): Promise<readonly DeliveryOfEvent[]> {
  if (eventIds.length === 0) return []
  return db
    .selectFrom('webhookDeliveries as delivery')
    .innerJoin('webhookEndpoints as endpoint', 'endpoint.id', 'delivery.endpointId')
    .select(['delivery.id', 'delivery.endpointId', 'delivery.state', 'delivery.attempts'])
    .select(['endpoint.name as endpointName', (eb) => eb.ref('delivery.eventId').$notNull().as('eventId')])
    .where('delivery.organizationId', '=', organizationId)
    .where('delivery.eventId', 'in', eventIds)
    .orderBy('endpoint.createdAt')
    .orderBy('endpoint.id')
    .execute()
}
