/** The limits of one organization: its own where it has any, the configuration's where not. */
import { type Context, type TxContext, withTransaction } from '../../context.ts'
import { AppError, invalidField } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { type Actor, requireScope } from '../actor.ts'
import { forgetOrganization } from '../api-keys/cache.ts'
import { recordAudit } from '../audit/record.ts'
import { findOrganizationLimits, updateOrganization } from './queries.ts'

export interface OrganizationLimits {
  /** Requests that flow back into the bucket each second. */
  readonly ratePerSecond: number
  /** Size of the bucket. */
  readonly burst: number
  /** Requests per UTC day. */
  readonly dailyQuota: number
}

/** Each part that is left out stays as it is; null goes back to the configuration. */
export interface SetOrganizationLimits {
  readonly ratePerSecond?: number | null
  readonly burst?: number | null
  readonly dailyQuota?: number | null
}

/** The same bounds as the configuration's. */
const MAX = { ratePerSecond: 1_000_000, burst: 1_000_000, dailyQuota: 1_000_000_000 } as const

/** What holds for the actor's organization, in each environment by itself; throws `not_found`. */
export async function getOrganizationLimits(ctx: TxContext, actor: Actor): Promise<OrganizationLimits> {
  requireScope(actor, 'usage:read')
  const own = await findOrganizationLimits(ctx.db, actor.organizationId)
  if (!own) throw unknownOrganization(actor.organizationId)
  const { limits } = ctx.config
  return {
    ratePerSecond: own.ratePerSecond ?? limits.ratePerSecond,
    burst: own.rateBurst ?? limits.burst,
    dailyQuota: own.dailyQuota ?? limits.dailyQuota,
  }
}

/**
 * Changes limits from the next request on, here at once and on other nodes within a second. What was counted of the
 * day stays counted. Operators only. Throws `validation_failed` and `not_found`.
 */
export async function setOrganizationLimits(ctx: Context, actor: Actor, input: SetOrganizationLimits): Promise<void> {
  if (actor.kind !== 'operator') throw new AppError('access_denied')
  const changes = parseLimits(input)
  const { organizationId } = actor
  await withTransaction(ctx, async (tx) => {
    const { ratePerSecond, burst: rateBurst, dailyQuota } = changes
    const columns = {
      ...(ratePerSecond !== undefined && { ratePerSecond }),
      ...(rateBurst !== undefined && { rateBurst }),
      ...(dailyQuota !== undefined && { dailyQuota }),
    }
    if (!(await updateOrganization(tx.db, organizationId, columns))) throw unknownOrganization(organizationId)
    const details = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? 'default']))
    await recordAudit(tx, actor, { action: 'organization.set_limits', targetId: organizationId, details })
  })
  forgetOrganization(ctx, organizationId)
}

function parseLimits(input: SetOrganizationLimits): SetOrganizationLimits {
  const names = ['ratePerSecond', 'burst', 'dailyQuota'] as const
  if (names.every((name) => input[name] === undefined)) throw invalidField('limits', 'name at least one limit')
  for (const name of names) {
    const value = input[name] ?? 1
    if (!Number.isSafeInteger(value) || value < 1 || value > MAX[name]) {
      throw invalidField(name, `must be a whole number from 1 to ${MAX[name]}`)
    }
  }
  return input
}

function unknownOrganization(id: OrganizationId): AppError {
  return new AppError('not_found', { message: `There is no organization ${id}` })
}
