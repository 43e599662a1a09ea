/** SQL of the console's first page. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { OrganizationId } from '../../lib/ids.ts'

/** A span of time that ends now. */
export interface Period {
  readonly name: string
  readonly since: Date
}

export interface PeriodRow {
  readonly name: string
  readonly pending: number
  readonly submitted: number
  readonly verified: number
  readonly rejected: number
  readonly voided: number
  readonly expired: number
  readonly failed: number
  readonly opened: number
  readonly handedIn: number
  /** From consent to submission, the middle one; null when nobody handed in. */
  readonly medianSeconds: number | null
}

/**
 * Counts the sessions that were created in each period, looking at the `most` newest since the earliest of them: one
 * walk over the index by time.
 */
export async function countByPeriod(
  db: Db,
  owner: { organizationId: OrganizationId; environment: Environment },
  periods: readonly Period[],
  { now, most }: { now: Date; most: number },
): Promise<readonly PeriodRow[]> {
  const earliest = new Date(Math.min(...periods.map(({ since }) => since.getTime())))
  const { rows } = await sql<PeriodRow>`
    with recent as materialized (
      select progress, created_at, submitted_at, extract(epoch from submitted_at - consent_at) as seconds,
        case when status = 'PENDING' and expires_at <= ${now} then 'EXPIRED' else status end as status
      from sessions
      where organization_id = ${owner.organizationId} and environment = ${owner.environment}
        and created_at >= ${earliest}
      order by created_at desc, id desc limit ${most}
    )
    select name,
      count(*) filter (where status = 'PENDING') as pending,
      count(*) filter (where status = 'SUBMITTED') as submitted,
      count(*) filter (where status = 'VERIFIED') as verified,
      count(*) filter (where status = 'REJECTED') as rejected,
      count(*) filter (where status = 'VOIDED') as voided,
      count(*) filter (where status = 'EXPIRED') as expired,
      count(*) filter (where status = 'FAILED') as failed,
      count(*) filter (where progress <> 'PENDING') as opened,
      count(submitted_at) as handed_in,
      (percentile_cont(0.5) within group (order by seconds))::float8 as median_seconds
    from unnest(${periods.map(({ name }) => name)}::text[], ${periods.map(({ since }) => since)}::timestamptz[])
      as period (name, since)
    left join recent on created_at >= since
    group by name
  `.execute(db)
  return rows
}

/**
 * What an organization has done of the first things to do. Requests are counted a second after they were
 * answered, keys remember their use later and longer.
 */
export async function findFirstSteps(
  db: Db,
  organizationId: OrganizationId,
): Promise<{ keyUsed: boolean; sessionCreated: boolean; teammate: boolean }> {
  const { rows } = await sql<{ keyUsed: boolean; sessionCreated: boolean; teammate: boolean }>`
    select
      (exists (select from api_keys where organization_id = ${organizationId} and last_used_at is not null)
        or exists (select from request_usage where organization_id = ${organizationId})) as key_used,
      coalesce((
        select true from sessions where organization_id = ${organizationId}
        order by environment, created_at desc limit 1
      ), false) as session_created,
      (select count(*) > 1 from members where organization_id = ${organizationId}) as teammate
  `.execute(db)
  const [row] = rows
  return row ?? { keyUsed: false, sessionCreated: false, teammate: false }
}
