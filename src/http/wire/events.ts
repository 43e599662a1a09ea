/** Events on the wire. */
import * as z from 'zod'
import { EVENT_TYPES } from '../../services/events/event-types.ts'
import type { ListedEvent } from '../../services/events/list.ts'
import { idField } from './fields.ts'

export const listEventsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  next_token: z.string().min(1).max(1000).optional().describe('The next_token of the page before, unchanged'),
  type: z.enum(EVENT_TYPES).optional(),
  session_id: idField.optional(),
})

const event = z
  .object({
    id: z.string(),
    type: z.string(),
    session_id: z.string().optional(),
    sequence: z.int().describe('1, 2, 3 … within the session'),
    created_at: z.string(),
  })
  .meta({ id: 'Event' })

export const listedEventsBody = z
  .object({ events: z.array(event), next_token: z.string().nullable() })
  .meta({ id: 'EventList' })

export function toListedEvents(page: {
  events: readonly ListedEvent[]
  nextCursor: string | undefined
}): z.infer<typeof listedEventsBody> {
  const events = page.events.map(({ id, type, sessionId, sequence, createdAt }) => ({
    ...{ id, type, sequence, created_at: createdAt.toISOString() },
    ...(sessionId && { session_id: sessionId }),
  }))
  return { events, next_token: page.nextCursor ?? null }
}
