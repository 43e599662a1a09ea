/** Events on the wire. */
import * as z from 'zod'
import { EVENT_TYPES } from '../../services/events/event-types.ts'
import type { ListedEvent } from '../../services/events/list.ts'
import { idField } from './fields.ts'
import { named } from './named.ts'

export const listEventsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('1 to 500'),
  next_token: z.string().min(1).max(1000).optional().describe('The next_token of the page before, unchanged'),
  type: z.enum(EVENT_TYPES).optional().describe('Events of one type only'),
  session_id: idField.optional().describe('Events of one session only'),
})

const event = named(
  'Event',
  z.object({
    id: z.string(),
    type: z.string().describe('Such as session.status.verified'),
    session_id: z.string().optional(),
    sequence: z.int().describe('1, 2, 3 … within the session'),
    created_at: z.string(),
  }),
  { description: 'Something that happened to a session.' },
)

export const listedEventsBody = named(
  'EventList',
  z.object({ events: z.array(event), next_token: z.string().nullable().describe('null on the last page') }),
  {
    description: 'One page of events, newest first.',
    example: {
      events: [
        {
          ...{ id: '019b7c1e-3a55-7a7e-9d0e-6f3c2b1a9d84', type: 'session.status.verified', sequence: 3 },
          ...{ session_id: '0b7f6c1e-3a55-4a7e-9d0e-6f3c2b1a9d84', created_at: '2026-11-30T14:00:00.000Z' },
        },
      ],
      next_token: null,
    },
  },
)

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
