/** Tells what a delivery sends, for whoever wants to send it by hand. */
import type { TxContext } from '../../context.ts'
import { type MemberActor, requireScope } from '../actor.ts'
import { getDelivery } from './deliveries.ts'
import type { Delivery } from './delivery.ts'
import { type EventContent, getEvent } from './event-content.ts'

export interface DeliveryContent {
  readonly delivery: Delivery
  /** Undefined for a test, and once the applicant was erased; masked for members who may not see applicants. */
  readonly content: EventContent | undefined
}

/** Throws `not_found`, `access_denied` and `scope_missing`. */
export async function getDeliveryContent(ctx: TxContext, actor: MemberActor, id: string): Promise<DeliveryContent> {
  requireScope(actor, 'webhooks:read')
  const { delivery } = await getDelivery(ctx, actor, id)
  if (delivery.eventId === null) return { delivery, content: undefined }
  const { content } = await getEvent(ctx, actor, delivery.eventId)
  return { delivery, content }
}
