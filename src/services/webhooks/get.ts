/** Finds endpoints. */
import type { TxContext } from '../../context.ts'
import { findOwnFirst } from '../../db/reach.ts'
import type { Environment } from '../../db/tables.ts'
import { AppError } from '../../lib/errors.ts'
import { isUuid, type OrganizationId, type WebhookEndpointId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { type EndpointRow, toEndpoint, type WebhookEndpoint } from './endpoint.ts'
import { findEndpointById, listEndpointRows } from './queries.ts'

/** Throws `not_found`, `access_denied` for another organization's, and `scope_missing`. */
export async function getEndpoint(ctx: TxContext, actor: Actor, id: string): Promise<WebhookEndpoint> {
  requireScope(actor, 'webhooks:read')
  return toEndpoint(await findOwnEndpoint(ctx, actor, id))
}

/** All of an environment, oldest first. */
export async function listEndpoints(
  ctx: TxContext,
  actor: Actor,
  environment: Environment,
): Promise<WebhookEndpoint[]> {
  requireScope(actor, 'webhooks:read')
  requireWholeEnvironment(actor)
  const rows = await listEndpointRows(ctx.db, actor.organizationId, environment)
  return rows.map(toEndpoint)
}

/** Those of an environment that were disabled because nothing arrived, oldest first; what somebody disabled is meant so. */
export async function listEndedEndpoints(
  ctx: TxContext,
  actor: Actor,
  environment: Environment,
): Promise<WebhookEndpoint[]> {
  const endpoints = await listEndpoints(ctx, actor, environment)
  return endpoints.filter(({ status, disabledReason }) => status === 'disabled' && disabledReason !== 'by_hand')
}

/** Whose it is, for the operator, who names an endpoint only; throws `not_found`. */
export async function getEndpointOrganization(ctx: TxContext, id: string): Promise<OrganizationId> {
  const row = isUuid(id) ? await findEndpointById(ctx.db, id as WebhookEndpointId) : undefined
  if (!row) throw new AppError('not_found', { message: `There is no webhook endpoint ${id}` })
  return row.organizationId
}

/** With its secrets, for the verbs of this folder. */
export async function findOwnEndpoint(ctx: TxContext, actor: Actor, id: string): Promise<EndpointRow> {
  const missing = () => new AppError('not_found', { message: `There is no webhook endpoint ${id}` })
  requireWholeEnvironment(actor)
  if (!isUuid(id)) throw missing()
  const row = await findOwnFirst(() => findEndpointById(ctx.db, id as WebhookEndpointId))
  if (!row) throw missing()
  if (row.organizationId !== actor.organizationId) throw new AppError('access_denied')
  // A key of one environment is told nothing of the other.
  if ('environment' in actor && row.environment !== actor.environment) throw missing()
  return row
}

/** Webhooks tell of sessions of every workflow, which a key of one is told nothing of. */
export function requireWholeEnvironment(actor: Actor): void {
  if (actor.kind === 'api_key' && actor.workflowId !== undefined) {
    throw new AppError('access_denied', { message: 'An API key of one workflow has no access to webhooks' })
  }
}
