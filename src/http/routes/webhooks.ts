/** /v1/webhook-endpoints, /v1/webhook-deliveries: where events are sent, and what came of it. */
import * as z from 'zod'
import { createEndpoint } from '../../services/webhooks/create.ts'
import {
  getDelivery,
  listDeliveries,
  resendDelivery,
  resendFailed,
  sendTest,
} from '../../services/webhooks/deliveries.ts'
import { getEndpoint, listEndpoints } from '../../services/webhooks/get.ts'
import { rotateEndpointSecret } from '../../services/webhooks/rotate-secret.ts'
import { deleteEndpoint, updateEndpoint } from '../../services/webhooks/update.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import {
  createdEndpointBody,
  createEndpointBody,
  deliveryWithAttemptsBody,
  endpointBody,
  listDeliveriesQuery,
  listedDeliveriesBody,
  listedEndpointsBody,
  resendFailedBody,
  resentBody,
  rotatedSecretBody,
  rotateSecretBody,
  sentTestBody,
  testEndpointBody,
  toAttemptBody,
  toDeliveryBody,
  toEndpointBody,
  updateEndpointBody,
} from '../wire/webhooks.ts'

const tags = ['Webhooks']
const reads = { scope: 'webhooks:read' as const }
const writes = { scope: 'webhooks:write' as const }
const endpointParams = z.object({ id: z.string().max(64).describe('Id of the endpoint') })
const deliveryParams = z.object({ id: z.string().max(64).describe('Id of the delivery') })

/** Adds the routes. */
export function registerWebhooks(api: App, services: HttpServices): void {
  registerEndpoints(api, services)
  registerEndpointActs(api, services)
  registerDeliveries(api, services)
}

function registerEndpoints(api: App, { ctx, webhookPost: post }: HttpServices): void {
  const createSchema = {
    ...{ tags, operationId: 'createWebhookEndpoint', summary: 'Add a webhook endpoint' },
    description:
      'Events of the key’s environment are sent there from now on, signed with the secret of the answer. Addresses that ' +
      'are not public are refused. The session record that is sent holds personal data: the scope is webhooks:write.',
    body: createEndpointBody,
    response: { 201: createdEndpointBody, ...errorResponses(400, 409, 413, 415) },
  }
  api.post('/webhook-endpoints', { schema: createSchema, config: writes }, async (req, reply) => {
    const actor = actorOf(req)
    const {
      name,
      url,
      description = null,
      event_types: eventTypes = null,
      sends_secret: sendsSecret = false,
    } = req.body
    const fields = { name: name ?? hostOf(url), url, description, eventTypes, sendsSecret }
    const { endpoint, secret } = await createEndpoint(ctx, post, actor, { ...fields, environment: actor.environment })
    return reply.code(201).send({ ...toEndpointBody(endpoint), secret })
  })

  const listSchema = {
    ...{ tags, operationId: 'listWebhookEndpoints', summary: 'List the webhook endpoints' },
    description: 'All of the key’s environment, oldest first; there are no pages.',
    response: { 200: listedEndpointsBody, ...errorResponses() },
  }
  api.get('/webhook-endpoints', { schema: listSchema, config: reads }, async (req) => {
    const actor = actorOf(req)
    return { endpoints: (await listEndpoints(ctx, actor, actor.environment)).map(toEndpointBody) }
  })

  const getSchema = {
    ...{ tags, operationId: 'retrieveWebhookEndpoint', summary: 'Retrieve a webhook endpoint', params: endpointParams },
    description: 'With its state: whether it fails, and since when.',
    response: { 200: endpointBody, ...errorResponses(404) },
  }
  api.get('/webhook-endpoints/:id', { schema: getSchema, config: reads }, async (req) =>
    toEndpointBody(await getEndpoint(ctx, actorOf(req), req.params.id)),
  )

  const updateSchema = {
    ...{ tags, operationId: 'updateWebhookEndpoint', summary: 'Change, pause or disable a webhook endpoint' },
    description: 'An endpoint that is made active again is sent what waited, each session’s events in their order.',
    params: endpointParams,
    body: updateEndpointBody,
    response: { 200: endpointBody, ...errorResponses(400, 404, 413, 415) },
  }
  api.patch('/webhook-endpoints/:id', { schema: updateSchema, config: writes }, async (req) => {
    const { event_types: eventTypes, sends_secret: sendsSecret, ...rest } = req.body
    const change = { ...rest, eventTypes, sendsSecret }
    return toEndpointBody(await updateEndpoint(ctx, post, actorOf(req), req.params.id, change))
  })

  const deleteSchema = {
    ...{ tags, operationId: 'deleteWebhookEndpoint', summary: 'Delete a webhook endpoint', params: endpointParams },
    description: 'With its deliveries; what waited is not sent.',
    response: { 204: z.null().describe('Deleted'), ...errorResponses(404) },
  }
  api.delete('/webhook-endpoints/:id', { schema: deleteSchema, config: writes }, async (req, reply) => {
    await deleteEndpoint(ctx, actorOf(req), req.params.id)
    return reply.code(204).send(null)
  })
}

function registerEndpointActs(api: App, { ctx }: HttpServices): void {
  const testSchema = {
    ...{ tags, operationId: 'testWebhookEndpoint', summary: 'Send a test event', params: endpointParams },
    description: 'Sends an example of nobody, signed as every webhook is.',
    body: testEndpointBody,
    response: { 202: sentTestBody, ...errorResponses(400, 404, 409, 413, 415) },
  }
  api.post('/webhook-endpoints/:id/test', { schema: testSchema, config: writes }, async (req, reply) => {
    const id = await sendTest(ctx, actorOf(req), req.params.id, req.body.type)
    return reply.code(202).send({ delivery_id: id })
  })

  const rotateSchema = {
    ...{ tags, operationId: 'rotateWebhookSecret', summary: 'Give a webhook endpoint another secret' },
    description: 'Webhooks are signed with both for a while; deepidv-signature holds the new one at once.',
    params: endpointParams,
    body: rotateSecretBody,
    response: { 200: rotatedSecretBody, ...errorResponses(400, 404, 413, 415) },
  }
  api.post('/webhook-endpoints/:id/rotate-secret', { schema: rotateSchema, config: writes }, async (req) => ({
    secret: await rotateEndpointSecret(ctx, actorOf(req), req.params.id, req.body.overlap_hours),
  }))

  const resendSchema = {
    ...{ tags, operationId: 'resendFailedWebhooks', summary: 'Send all again that failed', params: endpointParams },
    description: 'All deliveries of a range of time that are not tried any more.',
    body: resendFailedBody,
    response: { 200: resentBody, ...errorResponses(400, 404, 409, 413, 415) },
  }
  api.post('/webhook-endpoints/:id/resend-failed', { schema: resendSchema, config: writes }, async (req) => {
    const range = { from: new Date(req.body.from), to: new Date(req.body.to) }
    return { resent: await resendFailed(ctx, actorOf(req), req.params.id, range) }
  })
}

function registerDeliveries(api: App, { ctx }: HttpServices): void {
  const listSchema = {
    ...{ tags, operationId: 'listWebhookDeliveries', summary: 'List the deliveries of a webhook endpoint' },
    description: 'Newest first; each is kept for 30 days, and longer while it waits.',
    ...{ params: endpointParams, querystring: listDeliveriesQuery },
    response: { 200: listedDeliveriesBody, ...errorResponses(400, 404) },
  }
  api.get('/webhook-endpoints/:id/deliveries', { schema: listSchema, config: reads }, async (req) => {
    const { limit, next_token: cursor, state } = req.query
    const page = await listDeliveries(ctx, actorOf(req), req.params.id, { limit, cursor, state })
    return { deliveries: page.deliveries.map(toDeliveryBody), next_token: page.nextCursor ?? null }
  })

  const getSchema = {
    ...{ tags, operationId: 'retrieveWebhookDelivery', summary: 'Retrieve a delivery with its attempts' },
    description: 'What was answered, and how long it took.',
    params: deliveryParams,
    response: { 200: deliveryWithAttemptsBody, ...errorResponses(404) },
  }
  api.get('/webhook-deliveries/:id', { schema: getSchema, config: reads }, async (req) => {
    const { delivery, attempts } = await getDelivery(ctx, actorOf(req), req.params.id)
    return { ...toDeliveryBody(delivery), all_attempts: attempts.map(toAttemptBody) }
  })

  const resendSchema = {
    ...{ tags, operationId: 'resendWebhookDelivery', summary: 'Send a delivery again', params: deliveryParams },
    description: 'Under the same webhook-id, now and then by the schedule.',
    response: { 202: sentTestBody, ...errorResponses(404, 409) },
  }
  api.post('/webhook-deliveries/:id/resend', { schema: resendSchema, config: writes }, async (req, reply) => {
    await resendDelivery(ctx, actorOf(req), req.params.id)
    return reply.code(202).send({ delivery_id: req.params.id })
  })
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'Webhook'
}
