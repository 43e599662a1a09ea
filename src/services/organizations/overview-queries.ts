/** SQL of the operators' list of organizations. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationStatus } from '../../db/people-tables.ts'
import { isUuid, type OrganizationId } from '../../lib/ids.ts'

export interface OverviewRow {
  readonly id: OrganizationId
  readonly name: string
  readonly status: OrganizationStatus
  readonly deletionDueAt: Date | null
  readonly createdAt: Date
  readonly memberCount: number
  /** E-mail address of whoever founded it; null when that was a command or nobody knows. */
  readonly founderEmail: string | null
  readonly availableTokens: number
  readonly heldTokens: number
  readonly ratePerSecond: number | null
  readonly rateBurst: number | null
  readonly dailyQuota: number | null
}

/** The latest first, erased ones left out; times are cut to milliseconds, as a cursor holds them. */
export async function listOverviewRows(
  db: Db,
  { search, before, most }: { search: string; before: { createdAt: Date; id: string } | undefined; most: number },
): Promise<OverviewRow[]> {
  const named = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const createdAt = sql`date_trunc('milliseconds', o.created_at)`
  const { rows } = await sql<OverviewRow>`
    select o.id, o.name, o.status, o.deletion_due_at, ${createdAt} as created_at,
      (select count(*)::integer from members m where m.organization_id = o.id) as member_count,
      u.email as founder_email,
      coalesce(b.available_tokens, 0) as available_tokens, coalesce(b.held_tokens, 0) as held_tokens,
      o.rate_per_second, o.rate_burst, o.daily_quota
    from organizations o
      left join balances b on b.organization_id = o.id
      left join auth_users u on u.id = o.founder_id
    where o.status <> 'deleted'
      and (o.name ilike ${named} or o.id = ${isUuid(search) ? search : null}::uuid)
      and (${before?.createdAt ?? null}::timestamptz is null
        or (${createdAt}, o.id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by ${createdAt} desc, o.id desc
    limit ${most}
  `.execute(db)
  return rows
}
