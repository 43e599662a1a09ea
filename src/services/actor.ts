/** Who acts: every verb is told, every audit row remembers. */

import type { MemberRole } from '../db/people-tables.ts'
import type { Environment } from '../db/tables.ts'
import { AppError } from '../lib/errors.ts'
import type { ApiKeyId, MemberUserId, OrganizationId, SessionId, WorkflowId } from '../lib/ids.ts'

/** What a key may do; `*` is everything. */
export const SCOPES = [
  '*',
  'sessions:read',
  'sessions:write',
  'sessions:decide',
  'applicants:read',
  'applicants:erase',
  'exports:read',
  'workflows:read',
  'workflows:write',
  'checks:write',
  'webhooks:read',
  'webhooks:write',
] as const

/** What a member may do; a key holds those that are no scopes of keys only by `*`. */
export const MEMBER_SCOPES = [
  'sessions:read',
  'sessions:write',
  'sessions:decide',
  'applicants:read',
  'applicants:erase',
  'exports:read',
  'workflows:read',
  'workflows:write',
  'checks:write',
  'webhooks:read',
  'webhooks:write',
  'keys:read',
  'keys:write',
  'keys:reveal',
  'usage:read',
  'billing:read',
  'members:read',
  'members:write',
  'audit:read',
  'organization:write',
  'organization:delete',
] as const

export type MemberScope = (typeof MEMBER_SCOPES)[number]
export type Scope = (typeof SCOPES)[number] | MemberScope

/** A business's server with its API key. */
export interface ApiKeyActor {
  readonly kind: 'api_key'
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly apiKeyId: ApiKeyId
  readonly ownerUserId: MemberUserId | undefined
  /** Those in force: never more than the member holds who stands behind the key. */
  readonly scopes: readonly string[]
  /** The role that takes scopes away which the key was given. */
  readonly limitedBy?: MemberRole | undefined
  /** When set, the key may use this workflow only. */
  readonly workflowId: WorkflowId | undefined
}

/** A person of the organization, in the console. */
export interface MemberActor {
  readonly kind: 'member'
  readonly organizationId: OrganizationId
  /** Whose data they look at: the console's switch. */
  readonly environment: Environment
  readonly userId: MemberUserId
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly scopes: readonly MemberScope[]
  /** When they last proved who they are: at sign-in, or by password or code since. */
  readonly steppedUpAt: Date | undefined
  /** IP address that the request came from. */
  readonly address: string
}

/** Those who work on the data of one environment. */
export type EnvironmentActor = ApiKeyActor | MemberActor

/** The person who is being verified, inside their own session. */
export interface ApplicantActor {
  readonly kind: 'applicant'
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly sessionId: SessionId
}

/** A command on the machine itself, or our own job. */
export interface SystemActor {
  readonly kind: 'operator' | 'system'
  readonly organizationId: OrganizationId
  /** The operator in the console; undefined for a command or a job. */
  readonly userId?: MemberUserId
}

export type Actor = ApiKeyActor | MemberActor | ApplicantActor | SystemActor

/** Throws `scope_missing` unless the actor holds the scope; operators hold every one, applicants none. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!hasScope(actor, scope)) throw scopeMissing(actor, scope)
}

/** Throws `scope_missing`, naming the first, unless the actor holds at least one of the scopes. */
export function requireAnyScope(actor: Actor, [first, ...others]: readonly [Scope, ...Scope[]]): void {
  if (!hasScope(actor, first) && !others.some((scope) => hasScope(actor, scope))) throw scopeMissing(actor, first)
}

function scopeMissing(actor: Actor, scope: Scope): AppError {
  const holder = actor.kind === 'member' ? `Your role ${actor.role}` : 'This API key'
  const limit = actor.kind === 'api_key' && actor.limitedBy
  const why = limit ? `: it may do no more than the role of the member behind it, ${limit}` : ''
  return new AppError('scope_missing', { message: `${holder} lacks the scope ${scope}${why}` })
}

/** Whether the actor holds the scope. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  if (actor.kind === 'operator' || actor.kind === 'system') return true
  if (actor.kind === 'api_key') return actor.scopes.includes('*') || actor.scopes.includes(scope)
  return actor.kind === 'member' && actor.scopes.some((held) => held === scope)
}

/** Throws `access_denied` when a resource belongs to another organization or to the other environment. */
export function requireOwner(
  actor: EnvironmentActor,
  resource: { organizationId: OrganizationId; environment: Environment },
): void {
  if (resource.organizationId !== actor.organizationId || resource.environment !== actor.environment) {
    throw new AppError('access_denied')
  }
}

/** The only workflow that the actor may use; undefined when none is named, which only a key's can be. */
export function onlyWorkflowOf(actor: EnvironmentActor): WorkflowId | undefined {
  return actor.kind === 'api_key' ? actor.workflowId : undefined
}

/** The member that an act counts as sent by: themselves, or the owner of the key. */
export function senderUserOf(actor: EnvironmentActor): MemberUserId | undefined {
  return actor.kind === 'api_key' ? actor.ownerUserId : actor.userId
}

/** The person who acts in the console; undefined for everybody else. */
export function memberIdOf(actor: Actor): MemberUserId | undefined {
  return actor.kind === 'member' ? actor.userId : undefined
}

/** The person who acts as operator in the console; undefined for everybody else. */
export function operatorIdOf(actor: Actor): MemberUserId | undefined {
  return actor.kind === 'operator' ? actor.userId : undefined
}

/** The id that an audit row holds of an actor. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === 'api_key') return actor.apiKeyId
  if (actor.kind === 'member') return actor.userId
  if (actor.kind === 'applicant') return actor.sessionId
  return operatorIdOf(actor) ?? null
}
