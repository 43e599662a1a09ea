/** Who acts: every verb is told, every audit row remembers. */
import type { Environment } from '../db/tables.ts'
import { AppError } from '../lib/errors.ts'
import type { ApiKeyId, MemberUserId, OrganizationId, SessionId, WorkflowId } from '../lib/ids.ts'

/** What a key may do; `*` is everything. */
export const SCOPES = [
  '*',
  'sessions:read',
  'sessions:write',
  'workflows:read',
  'workflows:write',
  'checks:write',
] as const

export type Scope = (typeof SCOPES)[number]

/** A business's server with its API key. */
export interface ApiKeyActor {
  readonly kind: 'api_key'
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly apiKeyId: ApiKeyId
  readonly ownerUserId: MemberUserId | undefined
  readonly scopes: readonly string[]
  /** When set, the key may use this workflow only. */
  readonly workflowId: WorkflowId | undefined
}

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
}

export type Actor = ApiKeyActor | ApplicantActor | SystemActor

/** Throws `scope_missing` unless the key holds the scope; operators hold every one, applicants none. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.kind === 'operator' || actor.kind === 'system') return
  if (actor.kind === 'api_key' && (actor.scopes.includes('*') || actor.scopes.includes(scope))) return
  throw new AppError('scope_missing', { message: `This API key lacks the scope ${scope}` })
}

/** Throws `access_denied` when a resource belongs to another organization or to the other environment. */
export function requireOwner(
  actor: ApiKeyActor,
  resource: { organizationId: OrganizationId; environment: Environment },
): void {
  if (resource.organizationId !== actor.organizationId || resource.environment !== actor.environment) {
    throw new AppError('access_denied')
  }
}

/** The id that an audit row holds of an actor. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === 'api_key') return actor.apiKeyId
  if (actor.kind === 'applicant') return actor.sessionId
  return null
}
