/** SQL of the requests that were counted: today's of the limiter, and the sums that the charts are made of. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { UsageSpan } from '../../db/usage-tables.ts'
import type { ApiKeyId, OrganizationId, WorkflowId } from '../../lib/ids.ts'

/** The counts of a day, of every organization: the limiter loads them all at start. */
export function listRequestCounts(db: Db, day: string) {
  return db
    .selectFrom('requestCounts')
    .select(['organizationId', 'environment', 'day', 'count'])
    .where('day', '=', day)
    .execute()
}

/** Keeps the greater of the stored and the given count of each row, so that a late writer takes nothing back. */
export async function upsertRequestCounts(
  db: Db,
  rows: ReadonlyArray<{ organizationId: string; environment: string; day: string; count: number }>,
): Promise<void> {
  await sql`
    insert into request_counts (organization_id, environment, day, count)
    select * from unnest(
      ${rows.map((row) => row.organizationId)}::uuid[], ${rows.map((row) => row.environment)}::text[],
      ${rows.map((row) => row.day)}::date[], ${rows.map((row) => row.count)}::integer[]
    )
    on conflict (organization_id, environment, day)
    do update set count = greatest(request_counts.count, excluded.count)
  `.execute(db)
}

/** Whose sums, and of which time. */
export interface SumFilter {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly span: UsageSpan
  readonly from: Date
  readonly to: Date
}

/** Sums of the same five numbers, whatever they are grouped by. */
const SUMS = sql`
  sum(requests)::bigint as requests, sum(client_errors)::bigint as client_errors,
  sum(server_errors)::bigint as server_errors, sum(refused_by_rate)::bigint as refused_by_rate,
  sum(refused_by_quota)::bigint as refused_by_quota`

export interface UsageSums {
  readonly requests: number
  readonly clientErrors: number
  readonly serverErrors: number
  readonly refusedByRate: number
  readonly refusedByQuota: number
}

function within({ environment, span, from, to }: SumFilter) {
  return sql`environment = ${environment} and span = ${span} and starts_at >= ${from} and starts_at < ${to}`
}

/** Requests of each bucket of `stepSeconds` that had any, oldest first. */
export async function sumByBucket(db: Db, filter: SumFilter, stepSeconds: number) {
  const result = await sql<UsageSums & { at: Date }>`
    select ${toBucket(stepSeconds)} as at, ${SUMS} from request_usage
    where organization_id = ${filter.organizationId} and ${within(filter)} group by 1 order by 1
  `.execute(db)
  return result.rows
}

/** The busiest second of each bucket, oldest first. */
export async function listPeaks(db: Db, filter: SumFilter, stepSeconds: number) {
  const result = await sql<{ at: Date; offered: number; admitted: number }>`
    select ${toBucket(stepSeconds)} as at, max(offered) as offered, max(admitted) as admitted
    from request_peaks where organization_id = ${filter.organizationId} and ${within(filter)} group by 1 order by 1
  `.execute(db)
  return result.rows
}

/** Requests by key, those of the busiest first, with the key's name while it is known. */
export async function sumByKey(db: Db, filter: SumFilter, most: number) {
  const { organizationId } = filter
  const result = await sql<UsageSums & { apiKeyId: ApiKeyId; name: string | null; prefix: string; last4: string }>`
    select sums.*, api_keys.name, api_keys.prefix, api_keys.last4
    from (
      select api_key_id, ${SUMS} from request_usage
      where organization_id = ${organizationId} and ${within(filter)} group by api_key_id
    ) as sums
    left join api_keys on api_keys.id = sums.api_key_id and api_keys.organization_id = ${organizationId}
    order by requests desc, api_key_id limit ${most}
  `.execute(db)
  return result.rows
}

/** Requests by method and URL pattern, those of the busiest first. */
export async function sumByEndpoint(db: Db, filter: SumFilter, most: number) {
  const result = await sql<UsageSums & { method: string; route: string }>`
    select method, route, ${SUMS} from request_usage
    where organization_id = ${filter.organizationId} and ${within(filter)}
    group by method, route order by requests desc, route, method limit ${most}
  `.execute(db)
  return result.rows
}

/** How many admitted requests of each endpoint took how long. */
export async function sumLatencies(db: Db, filter: SumFilter) {
  const result = await sql<{ method: string; route: string; bucket: number; requests: number }>`
    select method, route, bucket, sum(requests)::bigint as requests from request_latencies
    where organization_id = ${filter.organizationId} and ${within(filter)}
    group by method, route, bucket
  `.execute(db)
  return result.rows
}

export interface WorkflowSumRow {
  readonly workflowId: WorkflowId | null
  readonly name: string | null
  readonly sessions: number
  readonly submitted: number
  readonly verified: number
  readonly tokens: number
  readonly oldestAt: Date
}

/**
 * The `most` newest sessions that were created within a time, by workflow, with the tokens that are held or settled for
 * them: one walk over the index by time. The tokens are looked up one by one, whatever the planner expects of a join.
 */
export async function sumByWorkflow(
  db: Db,
  { organizationId, environment, from, to }: Omit<SumFilter, 'span'>,
  most: number,
): Promise<readonly WorkflowSumRow[]> {
  const result = await sql<WorkflowSumRow>`
    with created as materialized (
      select workflow_id, status, submitted_at, created_at, (
        select coalesce(settled_tokens, amount_tokens) from holds
        where holds.id = sessions.hold_id and holds.organization_id = ${organizationId}
      ) as tokens
      from sessions
      where organization_id = ${organizationId} and environment = ${environment}
        and created_at >= ${from} and created_at < ${to}
      order by created_at desc, id desc limit ${most}
    ),
    sums as (
      select workflow_id, count(*) as sessions, count(submitted_at) as submitted,
        count(*) filter (where status = 'VERIFIED') as verified, coalesce(sum(tokens), 0)::bigint as tokens,
        min(created_at) as oldest_at
      from created group by workflow_id
    )
    select sums.*, workflows.name from sums
    left join workflows on workflows.id = sums.workflow_id and workflows.organization_id = ${organizationId}
    order by sessions desc, workflow_id
  `.execute(db)
  return result.rows
}

/** Whether the environment was ever used, as far as the sums reach back. */
export async function hasRequests(db: Db, organizationId: OrganizationId, environment: Environment): Promise<boolean> {
  const row = await db
    .selectFrom('requestUsage')
    .select('startsAt')
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function toBucket(stepSeconds: number) {
  return sql`date_bin(make_interval(secs => ${stepSeconds}), starts_at, '2000-01-01T00:00:00Z')`
}
