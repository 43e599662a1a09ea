/** SQL of errors by their code and route. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { OrganizationId, RequestLogId } from '../../lib/ids.ts'

export interface ErrorGroupRow {
  readonly code: string
  readonly status: number
  readonly method: string
  /** The URL pattern. */
  readonly route: string
  /** Requests; a row may stand for several. */
  readonly times: number
  readonly rows: number
  readonly firstAt: Date
  readonly lastAt: Date
  /** The newest one. */
  readonly lastId: RequestLogId
}

/** Of the newest `most` errors of an environment; the index of errors gives them in their order. */
export async function listErrorGroupRows(
  db: Db,
  { organizationId, environment }: { readonly organizationId: OrganizationId; readonly environment: Environment },
  most: number,
): Promise<readonly ErrorGroupRow[]> {
  const { rows } = await sql<ErrorGroupRow>`
    select error_code as code, max(status)::integer as status, method, route, sum(times)::integer as times,
      count(*)::integer as rows, min(at) as first_at, max(at) as last_at,
      (array_agg(id order by id desc))[1] as last_id
    from (
      select id, error_code, status, method, route, times, at from request_logs
      where organization_id = ${organizationId} and environment = ${environment} and status >= 400
      order by id desc limit ${most}
    ) as newest
    where error_code is not null
    group by error_code, method, route
    order by max(id::text) desc limit 200`.execute(db)
  return rows
}
