/** /v1/events: what happened to an organization's sessions, and to itself. */
import * as z from 'zod'
import { listEvents } from '../../services/events/list.ts'
import { getEvent } from '../../services/webhooks/event-content.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { EventWaits } from '../event-waits.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { eventBody, listEventsQuery, listedEventsBody, toEventBody, toListedEvents } from '../wire/events.ts'

const tags = ['Events']
const scope = 'sessions:read' as const
const params = z.object({ id: z.string().max(64).describe('Id of the event') })

/** Adds the routes. */
export function registerEvents(api: App, { ctx, sessionChanges }: HttpServices): void {
  const waits = new EventWaits(sessionChanges)
  api.addHook('preClose', async () => waits.endAll())

  const listSchema = {
    ...{ tags, operationId: 'listEvents', summary: 'List events, newest first' },
    description:
      'An event is written in the same transaction as the change that it tells of: the creation of a session, every ' +
      'change of its status, numbered within the session, and what happens to the organization itself. To be told of the ' +
      'next one without asking all the time, wait for it: wait_seconds with the newest id that you know.',
    querystring: listEventsQuery,
    response: { 200: listedEventsBody, ...errorResponses(400) },
  }
  api.get('/events', { schema: listSchema, config: { scope } }, async (req, reply) => {
    const { limit, next_token: cursor, type, session_id: sessionId, wait_seconds: seconds, newest } = req.query
    const actor = actorOf(req)
    const list = () => listEvents(ctx, actor, { limit, cursor, types: type && [type], sessionId })
    if (seconds === 0 || cursor !== undefined) return toListedEvents(await list())
    // Watched before it is looked: what happens in between is not missed.
    const wait = waits.open(actor, seconds * 1000, reply.raw)
    try {
      let page = await list()
      while (page.events[0]?.id === newest && (await wait.next())) page = await list()
      return toListedEvents(page)
    } finally {
      wait.end()
    }
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
