/** Makes what is sent of deliveries: bodies of the moment when their events happened. */
import type { Context } from '../../context.ts'
import { withinOrganization } from '../../db/reach.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type EventContent, readEventContents } from './event-content.ts'
import type { DueDelivery } from './sending-queries.ts'

/** The body of an event, as JSON text (contract §5); of a test when there is no content. */
export type WriteBody = (type: string, content: EventContent | undefined) => string

/** Why there is nothing to send: nothing is told of an applicant who was erased, or a fault of ours. */
export type MessageFault = 'applicant_erased' | 'internal_error'

/** A delivery with what is to be sent. */
export interface Message {
  readonly delivery: DueDelivery
  readonly content: { readonly body: string } | { readonly fault: MessageFault }
}

/** One for each delivery; what cannot be made is logged, and holds up no other. */
export async function writeMessages(
  ctx: Context,
  deliveries: readonly DueDelivery[],
  writeBody: WriteBody,
): Promise<readonly Message[]> {
  const messages: Message[] = []
  for (const [organizationId, own] of Map.groupBy(deliveries, (delivery) => delivery.organizationId)) {
    const write = (some: readonly DueDelivery[]) =>
      withinOrganization(organizationId, () => writeTogether(ctx, organizationId, some, writeBody))
    try {
      messages.push(...(await write(own)))
    } catch {
      // One of them cannot be made: each by itself tells which.
      for (const delivery of own)
        messages.push(...(await write([delivery]).catch((err) => [toFault(ctx, delivery, err)])))
    }
  }
  return messages
}

/** By the same few queries however many there are; throws when any cannot be made. */
async function writeTogether(
  ctx: Context,
  organizationId: OrganizationId,
  deliveries: readonly DueDelivery[],
  writeBody: WriteBody,
): Promise<Message[]> {
  const tests = deliveries.filter(({ eventId }) => eventId === null)
  const told = deliveries.filter(({ eventId }) => eventId !== null)
  const contents = await readEventContents(ctx, organizationId, told)
  return [
    ...tests.map((delivery) => ({ delivery, content: { body: writeBody(delivery.type, undefined) } })),
    ...told.map((delivery, at): Message => {
      const content = contents[at]
      return {
        delivery,
        content: content ? { body: writeBody(delivery.type, content) } : { fault: 'applicant_erased' },
      }
    }),
  ]
}

function toFault(ctx: Context, delivery: DueDelivery, err: unknown): Message {
  ctx.log.error({ err, deliveryId: delivery.id }, 'a webhook could not be made')
  return { delivery, content: { fault: 'internal_error' } }
}
