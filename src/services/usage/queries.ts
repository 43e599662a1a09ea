/** SQL of the requests that were counted. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

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
