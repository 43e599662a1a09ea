/** GET /v1/events: what happened to an organization's sessions. */
import { listEvents } from '../../services/events/list.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { listEventsQuery, listedEventsBody, toListedEvents } from '../wire/events.ts'

/** Adds the route. */
export function registerEvents(api: App, { ctx }: HttpServices): void {
  const schema = {
    tags: ['Events'],
    operationId: 'listEvents',
    summary: 'List events, newest first',
    description:
      'An event is written in the same transaction as the change that it tells of: the creation of a session and every ' +
      'change of its status, numbered within the session.',
    querystring: listEventsQuery,
    response: { 200: listedEventsBody, ...errorResponses(400) },
  }
  api.get('/events', { schema, config: { scope: 'sessions:read' } }, async (req) => {
    const { limit, next_token: cursor, type, session_id: sessionId } = req.query
    return toListedEvents(await listEvents(ctx, actorOf(req), { limit, cursor, types: type && [type], sessionId }))
  })
}
