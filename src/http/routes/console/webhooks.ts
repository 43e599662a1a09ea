/** The console's Develop → Webhooks: where events are sent, and what came of it. */
import * as z from 'zod'
import { EVENT_TYPES } from '../../../services/events/event-types.ts'
import { requireStepUp } from '../../../services/members/membership.ts'
import { createEndpoint } from '../../../services/webhooks/create.ts'
import {
  getDelivery,
  listDeliveries,
  resendDelivery,
  resendFailed,
  sendTest,
} from '../../../services/webhooks/deliveries.ts'
import { getDeliveryContent } from '../../../services/webhooks/delivery-content.ts'
import { getEndpoint, listEndedEndpoints, listEndpoints } from '../../../services/webhooks/get.ts'
import { getDeliveryHistory, listEndpointHealth } from '../../../services/webhooks/health.ts'
import { rotateEndpointSecret } from '../../../services/webhooks/rotate-secret.ts'
import { listSessionEvents } from '../../../services/webhooks/session-events.ts'
import { deleteEndpoint, updateEndpoint } from '../../../services/webhooks/update.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'
import {
  toConsoleDelivery,
  toConsoleEndpoint,
  toConsoleEvent,
  toDeliveryRequest,
  toListedEndpoint,
  toWholeDelivery,
} from '../../wire/console-webhooks.ts'
import { resourceIdField } from '../../wire/fields.ts'

const params = z.object({ id: resourceIdField })
const reads = { scope: 'webhooks:read' as const }
const writes = { scope: 'webhooks:write' as const }
const guarded = { ...writes, stepUp: true }

const eventType = z.enum(EVENT_TYPES)
// The service says what may stand in them; this only bounds how much it looks at.
const fields = {
  name: z.string().trim().max(1000),
  url: z.string().trim().max(10_000),
  description: z.string().trim().max(10_000).nullable(),
  eventTypes: z.array(eventType).max(100).nullable(),
  sendsSecret: z.boolean(),
}

/** Adds the routes. What sends data or a secret to another place needs a fresh proof of identity. */
export function registerConsoleWebhooks(console: App, services: HttpServices): void {
  registerEndpoints(console, services)
  registerChanges(console, services)
  registerDeliveries(console, services)

  const eventsRoute = { schema: { params }, config: { scope: 'sessions:read' as const } }
  console.get('/sessions/:id/events', eventsRoute, async (req) => ({
    items: (await listSessionEvents(services.ctx, memberOf(req), req.params.id)).map(toConsoleEvent),
  }))
}

function registerEndpoints(console: App, { ctx, webhookPost: post }: HttpServices): void {
  console.get('/webhooks', { config: reads }, async (req) => {
    const member = memberOf(req)
    const [endpoints, health] = await Promise.all([
      listEndpoints(ctx, member, member.environment),
      listEndpointHealth(ctx, member, member.environment),
    ])
    return {
      items: endpoints.map((endpoint) => toListedEndpoint(endpoint, health.get(endpoint.id))),
      eventTypes: EVENT_TYPES,
    }
  })

  const createBody = z.strictObject(fields)
  console.post('/webhooks', { schema: { body: createBody }, config: guarded }, async (req, reply) => {
    const member = memberOf(req)
    const made = await createEndpoint(ctx, post, member, { ...req.body, environment: member.environment })
    return reply.code(201).send({ endpoint: toConsoleEndpoint(made.endpoint), secret: made.secret })
  })

  console.get('/webhooks/:id', { schema: { params }, config: reads }, async (req) =>
    toConsoleEndpoint(await getEndpoint(ctx, memberOf(req), req.params.id)),
  )

  console.get('/webhooks/:id/history', { schema: { params }, config: reads }, (req) =>
    getDeliveryHistory(ctx, memberOf(req), req.params.id),
  )

  // Every open page asks for these, so they are few and small.
  console.get('/ended-webhooks', { config: reads }, async (req) => {
    const member = memberOf(req)
    const ended = await listEndedEndpoints(ctx, member, member.environment)
    return { items: ended.map(({ id, name, disabledReason }) => ({ id, name, disabledReason })) }
  })
}

function registerChanges(console: App, { ctx, webhookPost: post }: HttpServices): void {
  const changeBody = z.strictObject({ ...fields, status: z.enum(['active', 'paused', 'disabled']) }).partial()
  console.patch('/webhooks/:id', { schema: { params, body: changeBody }, config: writes }, async (req) => {
    const member = memberOf(req)
    if (req.body.url !== undefined || req.body.sendsSecret) requireStepUp(ctx, member)
    return toConsoleEndpoint(await updateEndpoint(ctx, post, member, req.params.id, req.body))
  })

  console.delete('/webhooks/:id', { schema: { params }, config: guarded }, async (req, reply) => {
    await deleteEndpoint(ctx, memberOf(req), req.params.id)
    return reply.code(204).send()
  })

  const rotateRoute = { schema: { params, body: z.strictObject({ overlapHours: z.number() }) }, config: guarded }
  console.post('/webhooks/:id/rotate-secret', rotateRoute, async (req) => ({
    secret: await rotateEndpointSecret(ctx, memberOf(req), req.params.id, req.body.overlapHours),
  }))

  const testRoute = { schema: { params, body: z.strictObject({ type: eventType }) }, config: writes }
  console.post('/webhooks/:id/test', testRoute, async (req) => ({
    deliveryId: await sendTest(ctx, memberOf(req), req.params.id, req.body.type),
  }))

  const moment = z.iso.datetime({ offset: true })
  const resendRoute = { schema: { params, body: z.strictObject({ from: moment, to: moment }) }, config: writes }
  console.post('/webhooks/:id/resend-failed', resendRoute, async (req) => {
    const range = { from: new Date(req.body.from), to: new Date(req.body.to) }
    return { resent: await resendFailed(ctx, memberOf(req), req.params.id, range) }
  })
}

function registerDeliveries(console: App, { ctx }: HttpServices): void {
  const listQuery = z.object({
    limit: z.coerce.number().int().min(1).max(100).default(25),
    cursor: z.string().max(1000).optional(),
    state: z.enum(['waiting', 'delivered', 'failed']).optional(),
  })
  const listRoute = { schema: { params, querystring: listQuery }, config: reads }
  console.get('/webhooks/:id/deliveries', listRoute, async (req) => {
    const { deliveries, nextCursor } = await listDeliveries(ctx, memberOf(req), req.params.id, req.query)
    return { items: deliveries.map(toConsoleDelivery), nextCursor }
  })

  console.get('/webhook-deliveries/:id', { schema: { params }, config: reads }, async (req) => {
    const { delivery, attempts } = await getDelivery(ctx, memberOf(req), req.params.id)
    return toWholeDelivery(delivery, attempts)
  })

  const requestConfig = { ...reads, reads: { action: 'session.read', view: 'webhook', of: 'answer' } } as const
  console.get('/webhook-deliveries/:id/request', { schema: { params }, config: requestConfig }, async (req) =>
    toDeliveryRequest(await getDeliveryContent(ctx, memberOf(req), req.params.id)),
  )

  console.post('/webhook-deliveries/:id/resend', { schema: { params }, config: writes }, async (req, reply) => {
    await resendDelivery(ctx, memberOf(req), req.params.id)
    return reply.code(204).send()
  })
}
