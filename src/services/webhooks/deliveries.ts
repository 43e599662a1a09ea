/** Shows deliveries with their attempts, and has them sent again. */
import { type TxContext, withTransaction } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import type { DeliveryState } from '../../db/webhook-tables.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import { isUuid, newOrderedId, type WebhookDeliveryId } from '../../lib/ids.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import { type Actor, requireScope } from '../actor.ts'
import { recordAudit } from '../audit/record.ts'
import type { EventType } from '../events/event-types.ts'
import { findDeliveryById, insertTest, listAttempts, listDeliveryRows, reopenDeliveries } from './deliveries-queries.ts'
import type { Delivery, ListedAttempt } from './delivery.ts'
import { findOwnEndpoint } from './get.ts'

export interface ListDeliveries {
  /** 1 to 500. */
  readonly limit: number
  readonly cursor?: string | undefined
  readonly state?: DeliveryState | undefined
}

/** Of an endpoint, newest first. Throws `not_found`, `access_denied`, `scope_missing`, and `validation_failed` for a cursor of another list. */
export async function listDeliveries(
  ctx: TxContext,
  actor: Actor,
  endpointId: string,
  { limit, cursor, state }: ListDeliveries,
): Promise<{ deliveries: readonly Delivery[]; nextCursor: string | undefined }> {
  requireScope(actor, 'webhooks:read')
  const { id, organizationId } = await findOwnEndpoint(ctx, actor, endpointId)
  const scope = ['webhook deliveries', id, state ?? '']
  const [createdAt = '', lastId = ''] =
    cursor === undefined ? [] : parseCursor(ctx.keyring.signing, scope, cursor, { field: 'next_token', parts: 2 })
  const after = cursor === undefined ? undefined : { createdAt: new Date(createdAt), id: lastId as WebhookDeliveryId }
  const rows = await listDeliveryRows(ctx.db, { organizationId, endpointId: id, state }, { after, limit: limit + 1 })
  const deliveries = rows.slice(0, limit)
  const last = rows.length > limit ? deliveries.at(-1) : undefined
  const nextCursor = last && signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), last.id])
  return { deliveries, nextCursor }
}

/** One with all of its attempts, oldest first. */
export async function getDelivery(
  ctx: TxContext,
  actor: Actor,
  id: string,
): Promise<{ delivery: Delivery; attempts: readonly ListedAttempt[] }> {
  requireScope(actor, 'webhooks:read')
  const delivery = await findOwnDelivery(ctx, actor, id)
  return { delivery, attempts: await listAttempts(ctx.db, delivery.organizationId, delivery.id) }
}

/** Sends one again, now and then by the schedule, under the same id. Throws `conflict` while it still waits, or its endpoint takes nothing. */
export async function resendDelivery(ctx: TxContext, actor: Actor, id: string): Promise<void> {
  requireScope(actor, 'webhooks:write')
  const { organizationId, endpointId, state, id: own } = await findOwnDelivery(ctx, actor, id)
  await requireTaking(ctx, actor, endpointId)
  if (state === 'waiting') throw new AppError('conflict', { message: 'The delivery is still to be sent' })
  await withTransaction(ctx, async (tx) => {
    await reopenDeliveries(tx.db, { organizationId, endpointId, id: own })
    await recordAudit(tx, actor, { action: 'webhook.resend', targetId: own })
  })
}

/** Sends all again that failed for good and were made in a range of time, both ends included; answers how many. */
export async function resendFailed(
  ctx: TxContext,
  actor: Actor,
  id: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<number> {
  requireScope(actor, 'webhooks:write')
  if (from > to) throw invalidField('from', 'must not be after to')
  const { organizationId, id: endpointId } = await requireTaking(ctx, actor, id)
  return withTransaction(ctx, async (tx) => {
    const count = await reopenDeliveries(tx.db, { organizationId, endpointId, failedBetween: { from, to } })
    await recordAudit(tx, actor, { action: 'webhook.resend', targetId: endpointId, details: { count } })
    return count
  })
}

/** Sends an example of a type; answers the id of its delivery. */
export async function sendTest(ctx: TxContext, actor: Actor, id: string, type: EventType): Promise<WebhookDeliveryId> {
  requireScope(actor, 'webhooks:write')
  const { organizationId, environment, id: endpointId } = await requireTaking(ctx, actor, id)
  const deliveryId = newOrderedId<WebhookDeliveryId>(ctx.clock.nowMs())
  await withTransaction(ctx, async (tx) => {
    await insertTest(tx.db, { id: deliveryId, organizationId, environment, endpointId, type })
    await recordAudit(tx, actor, { action: 'webhook.test', targetId: endpointId, details: { type } })
  })
  return deliveryId
}

async function requireTaking(ctx: TxContext, actor: Actor, endpointId: string) {
  const endpoint = await findOwnEndpoint(ctx, actor, endpointId)
  if (endpoint.status !== 'active') {
    throw new AppError('conflict', { message: `The webhook endpoint is ${endpoint.status}: make it active first` })
  }
  return endpoint
}

async function findOwnDelivery(ctx: TxContext, actor: Actor, id: string): Promise<Delivery> {
  const missing = () => new AppError('not_found', { message: `There is no webhook delivery ${id}` })
  if (!isUuid(id)) throw missing()
  const row = await findOwnFirst(() => findDeliveryById(ctx.db, id as WebhookDeliveryId))
  if (!row) throw missing()
  if (row.organizationId !== actor.organizationId) throw new AppError('access_denied')
  if ('environment' in actor && row.environment !== actor.environment) throw missing()
  return row
}
