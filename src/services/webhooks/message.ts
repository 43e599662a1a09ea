/** Makes what is sent of deliveries: bodies of the moment when their events happened. */
import type { TxContext } from '../../context.ts'
import { withinOrganization } from '../../db/reach.ts'
import type { OrganizationId, WebhookDeliveryId } from '../../lib/ids.ts'
import { type SessionEvent, viewSessionsAsOf } from '../sessions/as-of-event.ts'
import type { SessionView } from '../sessions/view.ts'
import type { DueDelivery } from './sending-queries.ts'

/** The body of an event of a session, as JSON text (contract §5); of a test when there is no session. */
export type WriteBody = (type: string, session: SessionView | undefined) => string

/** By delivery; absent where the applicant was erased since, of whom nothing is told any more. */
export async function writeBodies(
  ctx: TxContext,
  deliveries: readonly DueDelivery[],
  writeBody: WriteBody,
): Promise<ReadonlyMap<WebhookDeliveryId, string>> {
  const bodies = new Map<WebhookDeliveryId, string>()
  for (const [organizationId, own] of Map.groupBy(deliveries, (delivery) => delivery.organizationId)) {
    for (const delivery of own)
      if (delivery.eventId === null) bodies.set(delivery.id, writeBody(delivery.type, undefined))
    const told = own.filter(isOfSession)
    const views = await viewWithin(ctx, organizationId, told)
    told.forEach((delivery, at) => {
      const view = views[at]
      if (view) bodies.set(delivery.id, writeBody(delivery.type, view))
    })
  }
  return bodies
}

function isOfSession(delivery: DueDelivery): delivery is DueDelivery & SessionEvent {
  return delivery.eventId !== null && delivery.sessionId !== null
}

function viewWithin(ctx: TxContext, organizationId: OrganizationId, events: readonly SessionEvent[]) {
  return withinOrganization(organizationId, () => viewSessionsAsOf(ctx, organizationId, events))
}
