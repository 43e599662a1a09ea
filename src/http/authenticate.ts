/** Asks every request under /v1 for its key, then for its limits, then for its permission: 401 → 429 → 403. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'
import type { LimitDecision } from '../limits/limiter.ts'
import { requireAnyScope, requireScope, type Scope } from '../services/actor.ts'
import { authenticateKey, recallKey } from '../services/api-keys/authenticate.ts'
import type { AuthenticatedKey } from '../services/api-keys/known-key.ts'
import { limitSubject } from '../services/usage/day-counts.ts'
import type { App } from './app-type.ts'
import { requireWithinLimits } from './rate-limit.ts'
import { FAULT_HEADER, SandboxFaults } from './sandbox-faults.ts'
import type { HttpServices } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The holder of the request's key; set on every route under /v1. */
    authenticated: AuthenticatedKey | undefined
  }
  interface FastifyContextConfig {
    /** What the key must be allowed to do, or one of several; left out on routes that any key may call. */
    scope?: Scope | readonly [Scope, ...Scope[]]
  }
}

/** Adds the gate to every route of this scope, before its body is read. */
export function registerAuthentication(api: App, services: HttpServices): void {
  api.decorateRequest('authenticated', undefined)
  const faults = new SandboxFaults(services)
  api.addHook('preClose', (done) => {
    faults.close()
    done()
  })
  api.addHook('onRequest', (req, reply, done) => {
    const go = () => {
      if (req.headers[FAULT_HEADER] === undefined) done()
      else faults.meet(req, reply).then(() => done(), done)
    }
    try {
      const waiting = enter(services, req, reply)
      if (waiting) waiting.then(go, done)
      else go()
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

/** A key that this process knows, on limits that it keeps itself, passes without a promise: the hot path. */
function enter(services: HttpServices, req: FastifyRequest, reply: FastifyReply): Promise<void> | undefined {
  const header = req.headers['x-api-key']
  const known = typeof header === 'string' ? recallKey(services.ctx, header) : undefined
  if (known) return spend(services, known, req, reply)
  return authenticate(services, req, reply).then((key) => spend(services, key, req, reply))
}

function spend(
  services: HttpServices,
  key: AuthenticatedKey,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<void> | undefined {
  req.authenticated = key
  req.organizationId = key.actor.organizationId
  req.arrivedAtMs = services.ctx.clock.nowMs()
  const decision = services.limiter.take(limitSubject(key.actor), key.limit)
  if (decision instanceof Promise) return decision.then((decided) => pass(services, key, decided, req, reply))
  pass(services, key, decision, req, reply)
  return undefined
}

function pass(
  services: HttpServices,
  key: AuthenticatedKey,
  decision: LimitDecision,
  req: FastifyRequest,
  reply: FastifyReply,
): void {
  requireWithinLimits(key.limit, decision, reply)
  requireAllowedAddress(key, req.ip)
  const { scope } = req.routeOptions.config
  if (typeof scope === 'string') requireScope(key.actor, scope)
  else if (scope) requireAnyScope(key.actor, scope)
  services.keyUsage.record(key.actor.apiKeyId, { ip: req.ip, agent: req.headers['user-agent'] })
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
  const nowMs = services.ctx.clock.nowMs()
  const { keyLookups } = services
  const lookups = {
    begin(digest: string) {
      const { admitted, retryAfterMs } = keyLookups.take(req.ip, digest, nowMs)
      if (!admitted) throw tooManyFailures(reply, retryAfterMs)
    },
    found: (digest: string) => keyLookups.remember(digest),
  }
  const key = typeof header === 'string' ? await authenticateKey(services.ctx, header, lookups) : undefined
  if (key) return key

  const { blocked, retryAfterMs } = services.failedAuth.recordFailure(req.ip, nowMs)
  throw blocked ? tooManyFailures(reply, retryAfterMs) : new AppError('unauthenticated')
}

function tooManyFailures(reply: FastifyReply, retryAfterMs: number): AppError {
  reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
  return new AppError('rate_limited', { message: 'Too many failed authentications from this address' })
}

/** The answer names the address as this server sees it: behind a proxy that is not trusted, it is the proxy's. */
function requireAllowedAddress({ allowedAddresses }: AuthenticatedKey, address: string): void {
  if (!allowedAddresses || allowedAddresses.includes(address)) return
  throw new AppError('access_denied', { message: `This API key may not be used from ${address}` })
}
