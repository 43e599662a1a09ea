/** Shows what happened to one session, and where it was told. */
import type { TxContext } from '../../context.ts'
import { type EnvironmentActor, hasScope, requireScope } from '../actor.ts'
import { type ListedEvent, listEvents } from '../events/list.ts'
import { getOwnSession } from '../sessions/get.ts'
import { type DeliveryOfEvent, listDeliveriesOfEvents } from './deliveries-queries.ts'

/** A session has a handful; this only bounds the answer. */
const MAX_EVENTS = 100

export interface ToldEvent extends ListedEvent {
  /** Oldest endpoint first; undefined for those who may not see webhooks. */
  readonly deliveries: readonly DeliveryOfEvent[] | undefined
}

/** Newest first. Throws `not_found`, `access_denied`, and `scope_missing` without sessions:read. */
export async function listSessionEvents(
  ctx: TxContext,
  actor: EnvironmentActor,
  sessionId: string,
): Promise<readonly ToldEvent[]> {
  requireScope(actor, 'sessions:read')
  await getOwnSession(ctx, actor, sessionId)
  const { events } = await listEvents(ctx, actor, { limit: MAX_EVENTS, sessionId })
  if (!hasScope(actor, 'webhooks:read')) return events.map((event) => ({ ...event, deliveries: undefined }))
  const ids = events.map(({ id }) => id)
  const deliveries = await listDeliveriesOfEvents(ctx.db, actor.organizationId, ids)
  const byEvent = Map.groupBy(deliveries, ({ eventId }) => eventId)
  return events.map((event) => ({ ...event, deliveries: byEvent.get(event.id) ?? [] }))
}
