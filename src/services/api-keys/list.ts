/** Lists the API keys of an organization, and names the organization of a key. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApiKeyId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { listPersonNames } from '../sign-ins/person.ts'
import { type ApiKey, toApiKey } from './api-key.ts'
import { scopesBeyond } from './authority.ts'
import { countRequestsByKey, findKeyOrganization, listApiKeyRows } from './queries.ts'

const HOUR_MS = 3_600_000

export interface ListedKey extends ApiKey {
  /** Requests that came with it in the last hour, answered or refused. */
  readonly requestsLastHour: number
  /** What it may do and the asker may not: with one of these they can neither see, change nor regenerate it. */
  readonly beyondAsker: readonly string[]
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
  const people = new Set(rows.flatMap(({ ownerUserId, grantedBy }) => [ownerUserId ?? [], grantedBy ?? []].flat()))
  const names = await listPersonNames(ctx, [...people])
  const keys = rows.map((row) => {
    const key = toApiKey(row, names, nowMs)
    const beyondAsker = scopesBeyond(actor, key.scopesInForce)
    return { ...key, requestsLastHour: requests.get(row.id) ?? 0, beyondAsker }
  })
  return ended ? keys : keys.filter(({ state }) => state === 'active' || state === 'replaced')
}

/** The organization that a key belongs to; throws `not_found`. For operators, who are given the key's id alone. */
export async function getKeyOrganization(ctx: TxContext, id: ApiKeyId) {
  const organizationId = await findKeyOrganization(ctx.db, id)
  if (!organizationId) throw new AppError('not_found', { message: `There is no API key ${id}` })
  return organizationId
}
