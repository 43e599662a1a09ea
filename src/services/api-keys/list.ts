/** Lists the API keys of an organization, and names the organization of a key. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { type ApiKey, toApiKey } from './api-key.ts'
import { findKeyOrganization, listApiKeyRows } from './queries.ts'

/** Every key of the actor's organization, newest first; those that are over only with `ended`. */
export async function listApiKeys(
  ctx: TxContext,
  actor: Actor,
  { ended = false }: { readonly ended?: boolean } = {},
): Promise<ApiKey[]> {
  requireScope(actor, 'keys:read')
  const rows = await listApiKeyRows(ctx.db, actor.organizationId)
  const keys = rows.map((row) => toApiKey(row, ctx.clock.nowMs()))
  return ended ? keys : keys.filter(({ state }) => state === 'active' || state === 'replaced')
}

/** The organization that a key belongs to; throws `not_found`. For operators, who are given the key's id alone. */
export async function getKeyOrganization(ctx: TxContext, id: ApiKeyId) {
  const organizationId = await findKeyOrganization(ctx.db, id)
  if (!organizationId) throw new AppError('not_found', { message: `There is no API key ${id}` })
  return organizationId
}
