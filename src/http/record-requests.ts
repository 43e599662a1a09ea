/** Hands every request of a key to the recorder, once it is answered. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Hint } from '../lib/errors.ts'
import { isUuid, type SessionId } from '../lib/ids.ts'
import { isFixtureId } from '../services/fixture-ids.ts'
import type { App } from './app-type.ts'
import { toLoggedHints } from './logged-hints.ts'
import { namesOf } from './schema-names.ts'
import type { HttpServices } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** When the limits were asked; 0 for a request without a valid key, which belongs to nobody. */
    arrivedAtMs: number
    /** Code of the error that was answered. */
    errorCode: string | undefined
    /** What it told to mend. */
    errorHints: readonly Hint[] | undefined
    /** The session that the request made. */
    madeSessionId: SessionId | undefined
  }
}

/** Adds the hook to every route of this scope; requests without a valid key name no organization and are not kept. */
export function registerRequestRecorder(api: App, { requests }: HttpServices): void {
  api.decorateRequest('arrivedAtMs', 0)
  api.decorateRequest('madeSessionId', undefined)
  api.addHook('onResponse', (req, reply, done) => {
    const holder = req.authenticated
    if (holder) requests.record(toEntry(holder.actor, req, reply))
    done()
  })
}

function toEntry(
  { organizationId, environment, apiKeyId }: NonNullable<FastifyRequest['authenticated']>['actor'],
  req: FastifyRequest,
  reply: FastifyReply,
) {
  const { url: route = '', schema } = req.routeOptions
  return {
    organizationId,
    environment,
    apiKeyId,
    method: req.method,
    route,
    path: toLoggedPath(route, req.url, schema?.querystring),
    status: reply.statusCode,
    ms: reply.elapsedTime,
    requestId: req.id,
    ip: req.ip,
    userAgent: req.headers['user-agent'],
    errorCode: req.errorCode,
    hints: req.errorHints && toLoggedHints(req.errorHints, req),
    sessionId: req.madeSessionId ?? findSessionId(route, req),
    atMs: req.arrivedAtMs,
  }
}

function findSessionId(route: string, req: FastifyRequest): SessionId | undefined {
  if (!route.startsWith('/v1/sessions/:id')) return undefined
  const { id = '' } = req.params as { id?: string }
  return isUuid(id) ? (id as SessionId) : undefined
}

/**
 * The path as the log keeps it: of a parameter only ids, else its name (`:id`); of the query only the names that the
 * route knows. Everything else is the caller's own text and may be a secret or a person's name.
 */
export function toLoggedPath(route: string, url: string, querystring?: unknown): string {
  const queryAt = url.indexOf('?')
  const path = route.includes(':') ? toLoggedSegments(route, queryAt < 0 ? url : url.slice(0, queryAt)) : route
  return queryAt < 0 ? path : path + toLoggedQuery(url.slice(queryAt + 1), querystring)
}

function toLoggedSegments(route: string, path: string): string {
  const given = path.split('/')
  return route
    .split('/')
    .map((segment, at) => {
      const value = given[at] ?? ''
      return segment.startsWith(':') && (isUuid(value) || isFixtureId(value)) ? value : segment
    })
    .join('/')
}

function toLoggedQuery(query: string, querystring: unknown): string {
  const known = namesOf(querystring)
  const names = [...new URLSearchParams(query).keys()].map((name) => (known.has(name) ? name : '[redacted]'))
  return names.length === 0 ? '' : `?${names.map((name) => `${name}=[redacted]`).join('&')}`
}
