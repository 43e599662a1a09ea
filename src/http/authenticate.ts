/** Asks every request under /v1 for its key, then for its limits, then for its permission: 401 → 429 → 403. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'
import { requireScope, type Scope } from '../services/actor.ts'
import { authenticateKey } from '../services/api-keys/authenticate.ts'
import type { AuthenticatedKey } from '../services/api-keys/known-key.ts'
import type { App } from './app-type.ts'
import { spendRequest } from './rate-limit.ts'
import type { HttpServices } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The holder of the request's key; set on every route under /v1. */
    authenticated: AuthenticatedKey | undefined
  }
  interface FastifyContextConfig {
    /** What the key must be allowed to do; left out on routes that any key may call. */
    scope?: Scope
  }
}

/** Adds the gate to every route of this scope, before its body is read. */
export function registerAuthentication(api: App, services: HttpServices): void {
  api.decorateRequest('authenticated', undefined)
  api.addHook('onRequest', async (req, reply) => {
    const key = await authenticate(services, req, reply)
    req.authenticated = key
    await spendRequest(services, key, reply)
    requireAllowedAddress(key, req.ip)
    const { scope } = req.routeOptions.config
    if (scope) requireScope(key.actor, scope)
    services.keyUsage.record(key.actor.apiKeyId, { ip: req.ip, agent: req.headers['user-agent'] })
  })
}

/** The holder of the request's key; only for routes under /v1. */
export function holderOf(req: FastifyRequest): AuthenticatedKey {
  if (!req.authenticated) throw new AppError('unauthenticated')
  return req.authenticated
}

/** Who acts by the request's key; only for routes under /v1. */
export function actorOf(req: FastifyRequest): AuthenticatedKey['actor'] {
  return holderOf(req).actor
}

async function authenticate(
  services: HttpServices,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<AuthenticatedKey> {
  // Two x-api-key headers arrive joined by a comma, which no key contains.
  const header = req.headers['x-api-key']
  const key = typeof header === 'string' ? await authenticateKey(services.ctx, header) : undefined
  if (key) return key

  const { blocked, retryAfterMs } = services.failedAuth.recordFailure(req.ip, services.ctx.clock.nowMs())
  if (!blocked) throw new AppError('unauthenticated')
  reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
  throw new AppError('rate_limited', { message: 'Too many failed authentications from this address' })
}

/** The answer names the address as this server sees it: behind a proxy that is not trusted, it is the proxy's. */
function requireAllowedAddress({ allowedAddresses }: AuthenticatedKey, address: string): void {
  if (!allowedAddresses || allowedAddresses.includes(address)) return
  throw new AppError('access_denied', { message: `This API key may not be used from ${address}` })
}
