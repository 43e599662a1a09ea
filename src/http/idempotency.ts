/** Answers a repeated POST with its first answer, when the caller names it by an Idempotency-Key. */
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import * as z from 'zod'
import { AppError } from '../lib/errors.ts'
import { type Attempt, abandonAttempt, beginAttempt, keepAnswer } from '../services/idempotency/attempt.ts'
import type { Work } from '../services/idempotency/work.ts'
import type { App } from './app-type.ts'
import { actorOf } from './authenticate.ts'
import { describeBody } from './sent-pictures.ts'
import type { HttpServices } from './services.ts'
import { errorResponses } from './wire/errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while the handler does work that the caller has named. */
    attempt: Attempt | undefined
  }
}

const HEADER = 'idempotency-key'
const MAX_KEY_LENGTH = 255
/** Seconds: most requests that are under way have ended by then. */
const RETRY_AFTER = '1'

/**
 * Makes every POST of this scope repeatable (draft-ietf-httpapi-idempotency-key-header-07): the same key and body get
 * the same answer again for 24 hours, another body 422, a request that is still running 409. Answers of 429 and from
 * 500 on are not kept. Register after authentication and before the routes.
 */
export function registerIdempotency(api: App, services: HttpServices): void {
  api.decorateRequest('attempt', undefined)
  api.addHook('onRoute', describeHeader)
  // After validation: the body is in one form then, whichever casing or content type it came in.
  api.addHook('preHandler', (req, reply, done) => {
    const key = req.method === 'POST' ? req.headers[HEADER] : undefined
    if (typeof key !== 'string') return done()
    // Whoever was answered before gets that answer; the request goes no further then.
    begin(services, key, req, reply).then((isAnswered) => isAnswered || done(), done)
  })
  api.addHook('onSend', (req, reply, payload, done) => {
    if (!req.attempt) return done(null, payload)
    end(services, req.attempt, req, reply, payload).then(() => done(null, payload), done)
  })
}

/** What the verb needs to know of the attempt; undefined when the caller did not name the work. */
export function workOf(req: FastifyRequest): Work | undefined {
  return req.attempt?.work
}

/** Answers true once it has sent the answer that was kept. */
async function begin({ ctx }: HttpServices, key: string, req: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const request = { key, route: req.routeOptions.url ?? '', body: await describeBody(req) }
  const begun = await beginAttempt(ctx, actorOf(req), request).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'idempotency_running') reply.header('retry-after', RETRY_AFTER)
    throw error
  })
  if ('attempt' in begun) {
    req.attempt = begun.attempt
    return false
  }
  const { status, contentType, body } = begun.answer
  if (contentType) reply.type(contentType)
  reply.code(status).header('idempotency-replayed', 'true').send(body)
  return true
}

async function end(
  { ctx }: HttpServices,
  attempt: Attempt,
  req: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  req.attempt = undefined
  const { statusCode: status } = reply
  const isKept = status < 500 && status !== 429 && typeof payload === 'string'
  const contentType = reply.getHeader('content-type')?.toString()
  try {
    if (isKept) await keepAnswer(ctx, attempt, { status, contentType, body: Buffer.from(payload) })
    else await abandonAttempt(ctx, attempt)
  } catch (err) {
    // The work is done and its answer true: a later attempt finds it by the work's id.
    req.log.warn({ err }, 'the answer to an idempotency key could not be kept')
  }
}

/** Names the header, and the answers that come of it, in the schema of each POST. */
function describeHeader(route: RouteOptions): void {
  if (route.method !== 'POST') return
  const key = z.string().min(1).max(MAX_KEY_LENGTH).optional()
  const headers = z.looseObject({ [HEADER]: key.describe('Names the request, so that it can be repeated safely') })
  const given: unknown = route.schema?.response
  route.schema = { ...route.schema, headers, response: { ...errorResponses(409, 422), ...asObject(given) } }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
