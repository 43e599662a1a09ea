/** Asks every request under /console for its sign-in, its origin, its membership and its scope, in this order. */
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { withinOrganization } from '../db/reach.ts'
import type { Environment } from '../db/tables.ts'
import { AppError, assert, invalidField } from '../lib/errors.ts'
import type { OrganizationId } from '../lib/ids.ts'
import { type MemberActor, requireAnyScope } from '../services/actor.ts'
import { requireStepUp, toMember } from '../services/members/membership.ts'
import { requireOperator } from '../services/operators/operators.ts'
import { requireNotClosing } from '../services/organizations/closing.ts'
import { findFactorAsker, requireSecondFactor } from '../services/sign-ins/factor-proof.ts'
import { findPerson, type Person } from '../services/sign-ins/person.ts'
import type { App } from './app-type.ts'
import { toAuthHeaders } from './ask-auth.ts'
import { ConsoleRate } from './console-rate.ts'
import { registerCookieRenewal } from './renew-cookies.ts'
import type { HttpServices } from './services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; set on every route under /console that is not open. */
    person: Person | undefined
    /** The same as member of the organization in the path. */
    member: MemberActor | undefined
  }
  interface FastifyContextConfig {
    /** Whether the act needs a proof of identity from the last ten minutes. */
    stepUp?: boolean
    /** Whether a route of the console answers people who are not signed in. */
    isOpen?: boolean
    /** Whether the act is allowed though the organization is to be deleted; reading always is. */
    worksWhileClosing?: boolean
    /** Whether pages ask by themselves, so that it does not show that somebody is there. */
    isUnattended?: boolean
  }
}

const READING = new Set(['GET', 'HEAD'])
const ENVIRONMENTS: ReadonlyMap<string, Environment> = new Map([
  ['live', 'live'],
  ['sandbox', 'sandbox'],
])

/** Adds the gate of people: no route of this scope is reached without a sign-in, unless its config says `isOpen`. */
export function registerPersonGate(console: App, services: HttpServices): void {
  const rate = new ConsoleRate(services.consoleCalls)
  console.decorateRequest('person', undefined)
  console.decorateRequest('member', undefined)
  registerCookieRenewal(console, services)
  console.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true }
  })
  console.addHook('onRequest', async (req) => {
    // Fastify answers HEAD by the handler of GET, whose streams and exports nobody would read and end.
    if (req.method === 'HEAD') throw new AppError('not_found')
    requireSameOrigin(req, services.ctx.config.http)
    if (req.routeOptions.config.isOpen) return
    const find = () => findPerson(services.consoleAuth, toAuthHeaders(req))
    req.person = await rate.count(req, services.ctx.clock.nowMs(), find)
    if (!req.person) throw new AppError('signed_out')
  })
}

/** Adds the gate of members, for routes under `/organizations/:organizationId`; each must name its scope. */
export function registerMemberGate(organization: App, { ctx }: HttpServices): void {
  organization.addHook('onRoute', ({ url, config }) => {
    assert(config?.scope, `the console's route ${url} names the scope that it needs`)
  })
  organization.addHook('onRequest', async (req) => {
    const member = await toMemberOf(ctx, personOf(req), req)
    const { stepUp, worksWhileClosing } = req.routeOptions.config
    if (!READING.has(req.method) && !worksWhileClosing) await requireNotClosing(ctx, member.organizationId)
    if (stepUp) requireStepUp(ctx, member)
    req.member = member
    req.organizationId = member.organizationId
  })
}

/** Adds the gate of operators; whatever changes something needs a fresh proof of identity. */
export function registerOperatorGate(installation: App, { ctx }: HttpServices): void {
  installation.addHook('onRequest', async (req) => {
    const person = personOf(req)
    await requireOperator(ctx, person.userId)
    await requireSecondFactor(ctx, person, findFactorAsker(ctx))
    if (!READING.has(req.method)) requireStepUp(ctx, person)
  })
}

/** Asks a request that goes on for long again: throws what the gates would throw now, when it would not pass them. */
export async function requireStillMember({ ctx, consoleAuth }: HttpServices, req: FastifyRequest): Promise<void> {
  const person = await findPerson(consoleAuth, toAuthHeaders(req))
  if (!person) throw new AppError('signed_out')
  await toMemberOf(ctx, person, req, true)
}

async function toMemberOf(
  ctx: Context,
  person: Person,
  req: FastifyRequest,
  isUnattended = isUnattendedRequest(req),
): Promise<MemberActor> {
  const { organizationId = '' } = req.params as { organizationId?: string }
  const environment = parseEnvironment(req)
  const place = { organizationId, environment, address: req.ip, isUnattended }
  const member = await withinOrganization(organizationId as OrganizationId, () => toMember(ctx, person, place))
  const { scope } = req.routeOptions.config
  if (scope) requireAnyScope(member, typeof scope === 'string' ? [scope] : scope)
  return member
}

/** A page that nobody has touched for a while says so of what it asks by itself. */
function isUnattendedRequest(req: FastifyRequest): boolean {
  return req.routeOptions.config.isUnattended === true || req.headers['x-openidv-unattended'] !== undefined
}

/** Who is signed in; only for routes under /console. */
export function personOf(req: FastifyRequest): Person {
  if (!req.person) throw new AppError('signed_out')
  return req.person
}

/** Who acts in the organization of the path; only for routes under /console/organizations/:organizationId. */
export function memberOf(req: FastifyRequest): MemberActor {
  if (!req.member) throw new AppError('signed_out')
  return req.member
}

function parseEnvironment(req: FastifyRequest): Environment {
  const { environment = 'live' } = req.query as { environment?: string }
  const known = ENVIRONMENTS.get(environment)
  if (!known) throw invalidField('environment', 'must be live or sandbox')
  return known
}

/**
 * Throws `cross_site_refused` for a change that a page of another site could have sent: browsers name the sending
 * page's origin on each of them (Fetch, §3.2), and no script can forge that. Ours is the origin of the base URL, scheme
 * and port included. Only while none is set, it is also the address that the browser asked for, by plain http.
 */
export function requireSameOrigin(
  { method, headers }: FastifyRequest,
  { baseUrl, isBaseUrlSet }: Pick<Config['http'], 'baseUrl' | 'isBaseUrlSet'>,
): void {
  if (READING.has(method)) return
  const { origin, host } = headers
  const own = new URL(baseUrl).origin
  if (origin === own || (!isBaseUrlSet && host !== undefined && origin === `http://${host}`)) return
  throw new AppError('cross_site_refused', {
    message: `The request does not come from a page of this server, whose address is ${own}`,
  })
}
