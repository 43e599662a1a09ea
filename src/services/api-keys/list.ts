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
const DAY_MS = 24 * HOUR_MS

export interface ListedKey extends ApiKey {
  /** Requests that came with it in the last hour, answered or refused. */
  readonly requestsLastHour: number
  /** The same in the last day, to the hour. */
  readonly requestsLastDay: number
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
    countRequestsByKey(ctx.db, organizationId, {
      hourAgo: new Date(nowMs - HOUR_MS),
      dayAgo: new Date(nowMs - DAY_MS),
    }),
  ])
  const countOf = new Map(counts.map((count) => [count.apiKeyId, count]))
  const people = new Set(rows.flatMap(({ ownerUserId, grantedBy }) => [ownerUserId ?? [], grantedBy ?? []].flat()))
  const names = await listPersonNames(ctx, [...people])
  const keys = rows.map((row) => {
    const key = toApiKey(row, names, nowMs)
    const beyondAsker = scopesBeyond(actor, key.scopesInForce)
    const { lastHour = 0, lastDay = 0 } = countOf.get(row.id) ?? {}
    // The sums of hours are written as those of minutes are; the finer ones may be a moment ahead.
    const requestsLastHour = Number(lastHour)
    return { ...key, requestsLastHour, requestsLastDay: Math.max(Number(lastDay), requestsLastHour), beyondAsker }
  })
  return ended ? keys : keys.filter(({ state }) => state === 'active' || state === 'replaced')
}

/** The organization that a key belongs to; throws `not_found`. For operators, who are given the key's id alone. */
export async function getKeyOrganization(ctx: TxContext, id: ApiKeyId) {
  const organizationId = await findKeyOrganization(ctx.db, id)
  if (!organizationId) throw new AppError('not_found', { message: `There is no API key ${id}` })
  return organizationId
}
