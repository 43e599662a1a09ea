/** Every organization as operators see it: its balance, its limits, its state. */
import type { TxContext } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { parseCursor, signCursor } from '../../lib/paginate.ts'
import type { OrganizationLimits } from './limits.ts'
import { listOverviewRows, type OverviewRow } from './overview-queries.ts'

export interface OrganizationOverview extends Omit<OverviewRow, 'ratePerSecond' | 'rateBurst' | 'dailyQuota'> {
  /** What holds, and which of it the organization has of its own. */
  readonly limits: OrganizationLimits
  readonly ownLimits: { readonly [Name in keyof OrganizationLimits]: number | null }
}

const LIST = ['organizations of the installation']

/**
 * One page, the latest first, of those whose name contains `search`, or whose id it is. For operators only: the caller has asked.
 * Throws `validation_failed` for a cursor of another list.
 */
export async function listOverview(
  ctx: TxContext,
  input: { readonly search?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: OrganizationOverview[]; nextCursor: string | undefined }> {
  const search = input.search?.trim() ?? ''
  const scope = [...LIST, search]
  const before = input.cursor === undefined ? undefined : toPlace(ctx, scope, input.cursor)
  const found = await acrossOrganizations(() => listOverviewRows(ctx.db, { search, before, most: input.limit + 1 }))
  const rows = found.slice(0, input.limit)
  const last = found.length > input.limit ? rows.at(-1) : undefined
  return {
    items: rows.map((row) => toOverview(ctx, row)),
    nextCursor: last && signCursor(ctx.keyring.signing, scope, [last.createdAt.toISOString(), last.id]),
  }
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): { createdAt: Date; id: string } {
  const [at = '', id = ''] = parseCursor(ctx.keyring.signing, scope, cursor, { field: 'cursor', parts: 2 })
  return { createdAt: new Date(at), id }
}

function toOverview({ config }: TxContext, row: OverviewRow): OrganizationOverview {
  const { ratePerSecond, rateBurst: burst, dailyQuota, ...rest } = row
  const ownLimits = { ratePerSecond, burst, dailyQuota }
  const limits = {
    ratePerSecond: ratePerSecond ?? config.limits.ratePerSecond,
    burst: burst ?? config.limits.burst,
    dailyQuota: dailyQuota ?? config.limits.dailyQuota,
  }
  return { ...rest, limits, ownLimits }
}
