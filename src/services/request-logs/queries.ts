/** SQL of the log of requests. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { UsageSpan } from '../../db/usage-tables.ts'
import type { ApiKeyId, OrganizationId, RequestLogId, SessionId } from '../../lib/ids.ts'
import { LAST_BUCKET } from './latency.ts'
import type { RequestRow } from './request-entry.ts'

/**
 * Writes requests and adds them to the sums, all or nothing, in one statement. A row that is there already adds nothing,
 * so the same rows may be given again after a failure. Rows of organizations that are gone are passed over. JSON, since
 * an array for each column costs this process more. Every insert is in the order of its key: nodes that add to the same
 * sums cannot lock each other.
 */
export async function insertRequests(db: Db, rows: readonly RequestRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with given as (
      select given.*, to_timestamp(given.at_ms / 1000.0) as at
      from json_to_recordset(${JSON.stringify(rows)}::json) as given (
        id uuid, organization_id uuid, environment text, api_key_id uuid, method text, route text, path text,
        status smallint, ms real, request_id text, ip text, user_agent text, error_code text, session_id uuid,
        times integer, at_ms bigint
      )
      join organizations on organizations.id = given.organization_id
    ),
    logged as (
      insert into request_logs (id, organization_id, environment, api_key_id, method, route, path, status, ms,
        request_id, ip, user_agent, error_code, session_id, times, at)
      select id, organization_id, environment, api_key_id, method, route, path, status, ms,
        request_id, ip, user_agent, error_code, session_id, times, at
      from given
      order by id
      on conflict (id) do nothing
      returning *
    ),
    fresh as (
      select logged.*,
        least(${LAST_BUCKET}, floor(2 * ln(greatest(ms, 1)) / ln(2))) as bucket,
        (status = 429 and error_code = 'rate_limited') as by_rate,
        (status = 429 and error_code = 'quota_exceeded') as by_quota
      from logged
    ),
    spanned as (
      select fresh.*, span, date_bin(width, at, '2000-01-01T00:00:00Z') as starts_at
      from fresh cross join (values ('minute', interval '1 minute'), ('hour', interval '1 hour')) as spans (span, width)
    ),
    usage as (
      insert into request_usage (organization_id, environment, span, starts_at, api_key_id, method, route,
        requests, client_errors, server_errors, refused_by_rate, refused_by_quota)
      select organization_id, environment, span, starts_at, api_key_id, method, route, sum(times),
        coalesce(sum(times) filter (where status between 400 and 499 and not by_rate and not by_quota), 0),
        coalesce(sum(times) filter (where status >= 500), 0),
        coalesce(sum(times) filter (where by_rate), 0),
        coalesce(sum(times) filter (where by_quota), 0)
      from spanned
      group by organization_id, environment, span, starts_at, api_key_id, method, route
      order by organization_id, environment, span, starts_at, api_key_id, method, route
      on conflict (organization_id, environment, span, starts_at, api_key_id, method, route) do update set
        requests = request_usage.requests + excluded.requests,
        client_errors = request_usage.client_errors + excluded.client_errors,
        server_errors = request_usage.server_errors + excluded.server_errors,
        refused_by_rate = request_usage.refused_by_rate + excluded.refused_by_rate,
        refused_by_quota = request_usage.refused_by_quota + excluded.refused_by_quota
    ),
    latencies as (
      insert into request_latencies (organization_id, environment, span, starts_at, method, route, bucket, requests)
      select organization_id, environment, span, starts_at, method, route, bucket, sum(times)
      from spanned
      where not by_rate and not by_quota
      group by organization_id, environment, span, starts_at, method, route, bucket
      order by organization_id, environment, span, starts_at, method, route, bucket
      on conflict (organization_id, environment, span, starts_at, method, route, bucket) do update set
        requests = request_latencies.requests + excluded.requests
    ),
    seconds as (
      insert into request_seconds (organization_id, environment, starts_at, offered, admitted)
      select organization_id, environment, date_bin('1 second', at, '2000-01-01T00:00:00Z') as second, sum(times),
        coalesce(sum(times) filter (where not by_rate and not by_quota), 0)
      from fresh
      group by organization_id, environment, second
      order by organization_id, environment, second
      on conflict (organization_id, environment, starts_at) do update set
        offered = request_seconds.offered + excluded.offered,
        admitted = request_seconds.admitted + excluded.admitted
      returning organization_id, environment, starts_at as second, offered, admitted
    )
    insert into request_peaks (organization_id, environment, span, starts_at, offered, admitted)
    select organization_id, environment, span, date_bin(width, second, '2000-01-01T00:00:00Z') as starts_at,
      max(offered), max(admitted)
    from seconds cross join (values ('minute', interval '1 minute'), ('hour', interval '1 hour')) as spans (span, width)
    group by organization_id, environment, span, starts_at
    order by organization_id, environment, span, starts_at
    on conflict (organization_id, environment, span, starts_at) do update set
      offered = greatest(request_peaks.offered, excluded.offered),
      admitted = greatest(request_peaks.admitted, excluded.admitted)
  `.execute(db)
}

/** Erases at most `most` of the oldest logs of all organizations whose id is below `before`; answers how many. */
export async function deleteLogsBefore(db: Db, before: RequestLogId, most: number): Promise<number> {
  const result = await sql`
    delete from request_logs where id in (select id from request_logs where id < ${before} order by id limit ${most})
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Tables of the sums of a minute or an hour. */
export const SUM_TABLES = ['request_usage', 'request_latencies', 'request_peaks'] as const

/** Erases at most `most` sums of all organizations that begin before a moment; answers how many. */
export async function deleteSumsBefore(
  db: Db,
  table: (typeof SUM_TABLES)[number],
  { span, before }: { span: UsageSpan; before: Date },
  most: number,
): Promise<number> {
  const rows = sql.table(table)
  const result = await sql`
    delete from ${rows} where ctid = any(array(
      select ctid from ${rows} where span = ${span} and starts_at < ${before} order by starts_at limit ${most}
    ))
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Erases at most `most` counts of single seconds of all organizations; answers how many. */
export async function deleteSecondsBefore(db: Db, before: Date, most: number): Promise<number> {
  const result = await sql`
    delete from request_seconds where ctid = any(array(
      select ctid from request_seconds where starts_at < ${before} order by starts_at limit ${most}
    ))
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** What chooses the rows of a list; the ids bound the time. */
export interface RequestLogFilter {
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly statusFrom?: number | undefined
  readonly statusTo?: number | undefined
  readonly method?: string | undefined
  readonly apiKeyId?: ApiKeyId | undefined
  readonly route?: string | undefined
  readonly requestId?: string | undefined
  readonly sessionId?: SessionId | undefined
  readonly leastId?: RequestLogId | undefined
  readonly beforeId?: RequestLogId | undefined
}

export type RequestLogRow = NonNullable<Awaited<ReturnType<typeof findRequestLogById>>>

interface Walk {
  readonly after: RequestLogId | undefined
  /** Rows that are looked at, whether they fit or not. */
  readonly walked: number
}

/** Rows that fit, newest first, beginning behind `after`: at most `most`, of those that a walk looks at. */
export function listRequestLogRows(db: Db, filter: RequestLogFilter, walk: Walk & { readonly most: number }) {
  const { statusFrom, statusTo, method, apiKeyId, route } = filter
  const found = db
    .selectFrom(walkLogs(db, filter, walk.after).selectAll().limit(walk.walked).as('walked'))
    .select('id')
    .where(({ and, eb }) =>
      and([
        ...(statusFrom === undefined ? [] : [eb('status', '>=', statusFrom)]),
        ...(statusTo === undefined ? [] : [eb('status', '<=', statusTo)]),
        ...(method === undefined ? [] : [eb('method', '=', method)]),
        ...(apiKeyId === undefined ? [] : [eb('apiKeyId', '=', apiKeyId)]),
        ...(route === undefined ? [] : [eb('route', '=', route)]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(walk.most)
  return selectLogs(db)
    .innerJoin(found.as('found'), 'found.id', 'requestLogs.id')
    .where('requestLogs.organizationId', '=', filter.organizationId)
    .orderBy('requestLogs.id', 'desc')
    .execute()
}

/** The last row that the same walk looks at; undefined when it comes to the end of the log before. */
export async function findWalkEnd(db: Db, filter: RequestLogFilter, walk: Walk): Promise<RequestLogId | undefined> {
  const last = walkLogs(db, filter, walk.after)
    .select('id')
    .offset(walk.walked - 1)
    .limit(1)
  return (await last.executeTakeFirst())?.id
}

/** The rows behind `after` in the order of the page, narrowed to what an index in that order names. */
function walkLogs(db: Db, filter: RequestLogFilter, after: RequestLogId | undefined) {
  const { organizationId, environment, statusFrom, requestId, sessionId, leastId } = filter
  return db
    .selectFrom('requestLogs')
    .where('organizationId', '=', organizationId)
    .where('environment', '=', environment)
    .where(({ and, eb }) =>
      and([
        // Written out for the planner, which finds in it that the index of errors serves.
        ...(statusFrom !== undefined && statusFrom >= 400 ? [sql<boolean>`status >= 400`] : []),
        ...(requestId === undefined ? [] : [eb('requestId', '=', requestId)]),
        ...(sessionId === undefined ? [] : [eb('sessionId', '=', sessionId)]),
        ...(leastId === undefined ? [] : [eb('id', '>=', leastId)]),
        ...(after === undefined ? [] : [eb('id', '<', after)]),
      ]),
    )
    .orderBy('id', 'desc')
}

/**
 * The last hour in which a request was counted that fits, by its key, method, route and class of status; undefined
 * without any. Walks the key of the sums backwards, at most as many entries as there are hours and pairs of key and
 * route. Rows are compared and ordered by the whole key, so that no other index seems to the planner to serve as well.
 */
export async function findLastHourWith(
  db: Db,
  { organizationId, environment, statusFrom, method, apiKeyId, route }: RequestLogFilter,
  hours: { readonly from: Date; readonly to: Date | undefined },
): Promise<Date | undefined> {
  const wanted = [
    ...(method === undefined ? [] : [sql`method = ${method}`]),
    ...(apiKeyId === undefined ? [] : [sql`api_key_id = ${apiKeyId}`]),
    ...(route === undefined ? [] : [sql`route = ${route}`]),
    ...(statusFrom === undefined ? [] : [hasClass(statusFrom)]),
  ]
  const result = await sql<{ startsAt: Date }>`
    select starts_at from (
      select organization_id, starts_at from request_usage
      where (organization_id, environment, span, starts_at) >= (${organizationId}, ${environment}, 'hour', ${hours.from})
        and (organization_id, environment, span, starts_at)
          <= (${organizationId}, ${environment}, 'hour', ${hours.to ?? sql`'infinity'`}::timestamptz)
        and ${sql.join(wanted, sql` and `)}
      order by organization_id desc, environment desc, span desc, starts_at desc limit 1
    ) as hours where organization_id = ${organizationId}
  `.execute(db)
  return result.rows[0]?.startsAt
}

function hasClass(statusFrom: number) {
  if (statusFrom >= 500) return sql`server_errors > 0`
  if (statusFrom >= 400) return sql`client_errors + refused_by_rate + refused_by_quota > 0`
  return sql`requests > client_errors + server_errors + refused_by_rate + refused_by_quota`
}

/** Finds a request by id. Not filtered by organization: the caller compares it. */
export function findRequestLogById(db: Db, id: RequestLogId) {
  return selectLogs(db).where('requestLogs.id', '=', id).executeTakeFirst()
}

/** The start of both: a row with the name of its key, which may have been erased. */
function selectLogs(db: Db) {
  return db
    .selectFrom('requestLogs')
    .leftJoin('apiKeys', (join) =>
      join
        .onRef('apiKeys.id', '=', 'requestLogs.apiKeyId')
        .onRef('apiKeys.organizationId', '=', 'requestLogs.organizationId'),
    )
    .selectAll('requestLogs')
    .select(['apiKeys.name as keyName', 'apiKeys.prefix as keyPrefix', 'apiKeys.last4 as keyLast4'])
}
