/** /v1/events: what happened to an organization's sessions, and to itself. */
import * as z from 'zod'
import { listEvents } from '../../services/events/list.ts'
import { getEvent } from '../../services/webhooks/event-content.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { eventBody, listEventsQuery, listedEventsBody, toEventBody, toListedEvents } from '../wire/events.ts'

const tags = ['Events']
const scope = 'sessions:read' as const
const params = z.object({ id: z.string().max(64).describe('Id of the event') })

/** Adds the routes. */
export function registerEvents(api: App, { ctx }: HttpServices): void {
  const listSchema = {
    ...{ tags, operationId: 'listEvents', summary: 'List events, newest first' },
    description:
      'An event is written in the same transaction as the change that it tells of: the creation of a session, every ' +
      'change of its status, numbered within the session, and what happens to the organization itself.',
    querystring: listEventsQuery,
    response: { 200: listedEventsBody, ...errorResponses(400) },
  }
  api.get('/events', { schema: listSchema, config: { scope } }, async (req) => {
    const { limit, next_token: cursor, type, session_id: sessionId } = req.query
    return toListedEvents(await listEvents(ctx, actorOf(req), { limit, cursor, types: type && [type], sessionId }))
  })

  const getSchema = {
    ...{ tags, operationId: 'retrieveEvent', summary: 'Retrieve an event', params },
    description: 'With the data that webhooks bring: of a session, as it was when the event happened.',
    response: { 200: eventBody, ...errorResponses(404) },
  }
  const getConfig = { scope, reads: { action: 'session.read', view: 'event', of: 'answer' } } as const
  api.get('/events/:id', { schema: getSchema, config: getConfig }, async (req) =>
    toEventBody(await getEvent(ctx, actorOf(req), req.params.id)),
  )
}
