/** Events on the wire. */
import * as z from 'zod'
import { EVENT_TYPES } from '../../services/events/event-types.ts'
import type { ListedEvent } from '../../services/events/list.ts'
import type { ToldContent } from '../../services/webhooks/event-content.ts'
import { idField } from './fields.ts'
import { named } from './named.ts'
import { EXAMPLE_RECORD } from './session-records.ts'
import { exampleOf, toEventData } from './webhook-body.ts'

export const listEventsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('1 to 500'),
  next_token: z.string().min(1).max(1000).optional().describe('The next_token of the page before, unchanged'),
  type: z.enum(EVENT_TYPES).optional().describe('Events of one type only'),
  session_id: idField.optional().describe('Events of one session only'),
  newest: z.string().max(64).optional().describe('Id of the newest event that you know; left out: there is none'),
  wait_seconds: z.coerce
    .number()
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('For how long the answer waits while the newest event is the one that you know; 0 to 20'),
})

const eventFields = {
  id: z.string(),
  type: z.string().describe('Such as session.status.verified'),
  session_id: z.string().optional().describe('Left out of events that are of no session'),
  sequence: z.int().describe('1, 2, 3 … within the session; 0 of events that are of none'),
  created_at: z.string(),
}

const EXAMPLE_EVENT = {
  ...{ id: '019b7c1e-3a55-7a7e-9d0e-6f3c2b1a9d84', type: 'session.status.verified', sequence: 3 },
  ...{ session_id: EXAMPLE_RECORD.id, created_at: '2026-11-30T14:00:00.000Z' },
}

const event = named('Event', z.object(eventFields), {
  description: 'Something that happened to a session, to an applicant or to the organization.',
})

export const listedEventsBody = named(
  'EventList',
  z.object({ events: z.array(event), next_token: z.string().nullable().describe('null on the last page') }),
  { description: 'One page of events, newest first.', example: { events: [EXAMPLE_EVENT], next_token: null } },
)

export const eventBody = named(
  'EventWithData',
  z.object({
    ...eventFields,
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('As webhooks bring it, masked without applicants:read; left out once the applicant was erased'),
  }),
  {
    description: 'An event with what webhooks tell of it.',
    example: { ...EXAMPLE_EVENT, data: exampleOf('session.status.verified') },
  },
)

export function toListedEvents(page: {
  events: readonly ListedEvent[]
  nextCursor: string | undefined
}): z.infer<typeof listedEventsBody> {
  return { events: page.events.map(toEvent), next_token: page.nextCursor ?? null }
}

export function toEventBody({ content, ...listed }: ToldContent): z.infer<typeof eventBody> {
  return { ...toEvent(listed), ...(content && { data: toEventData(content) }) }
}

function toEvent({ id, type, sessionId, sequence, createdAt }: ListedEvent): z.infer<typeof event> {
  return { id, type, sequence, created_at: createdAt.toISOString(), ...(sessionId && { session_id: sessionId }) }
}
