/** Lists the API keys of an organization, and names the organization of a key. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { listPersonNames } from '../sign-ins/person.ts'
import { type ApiKey, toApiKey } from './api-key.ts'
import { countRequestsByKey, findKeyOrganization, listApiKeyRows } from './queries.ts'

const HOUR_MS = 3_600_000

export interface ListedKey extends ApiKey {
  /** Requests that came with it in the last hour, answered or refused. */
  readonly requestsLastHour: number
}

/** Every key of the actor's organization, newest first; ended ones only with `ended`. */
export async function listApiKeys(
  ctx: TxContext,
  actor: Actor,
  { ended = false }: { readonly ended?: boolean } = {},
): Promise<ListedKey[]> {
  requireScope(actor, 'keys:read')
  const { organizationId } = actor
  const nowMs = ctx.clock.nowMs()
  const [rows, counts] = await Promise.all([
    listApiKeyRows(ctx.db, organizationId),
    countRequestsByKey(ctx.db, organizationId, new Date(nowMs - HOUR_MS)),
  ])
  const requests = new Map(counts.map((count) => [count.apiKeyId, Number(count.requests)]))
  const owners = await listPersonNames(ctx, [...new Set(rows.flatMap(({ ownerUserId }) => ownerUserId ?? []))])
  const ownerOf = ({ ownerUserId }: (typeof rows)[number]) => (ownerUserId ? owners.get(ownerUserId) : undefined)
  const keys = rows.map((row) => ({
    ...toApiKey(row, ownerOf(row), nowMs),
    requestsLastHour: requests.get(row.id) ?? 0,
  }))
  return ended ? keys : keys.filter(({ state }) => state === 'active' || state === 'replaced')
}

/** The organization that a key belongs to; throws `not_found`. For operators, who are given the key's id alone. */
export async function getKeyOrganization(ctx: TxContext, id: ApiKeyId) {
  const organizationId = await findKeyOrganization(ctx.db, id)
  if (!organizationId) throw new AppError('not_found', { message: `There is no API key ${id}` })
  return organizationId
}
