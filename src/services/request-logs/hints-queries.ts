/** SQL of what refused requests were told to mend. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Hint } from '../../lib/errors.ts'
import type { OrganizationId, RequestLogId } from '../../lib/ids.ts'

export interface RequestHints {
  readonly id: RequestLogId
  readonly organization_id: OrganizationId
  readonly hints: readonly Hint[]
}

/** In one statement; those that are there already, and those of organizations that are gone, are passed over. */
export async function insertHints(db: Db, rows: readonly RequestHints[]): Promise<void> {
  await sql`
    insert into request_hints (id, organization_id, hints)
    select given.id, given.organization_id, given.hints
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (id uuid, organization_id uuid, hints jsonb)
    join organizations on organizations.id = given.organization_id
    order by given.id
    on conflict (id) do nothing
  `.execute(db)
}

/** Undefined when the request was told nothing to mend. */
export async function findHints(
  db: Db,
  organizationId: OrganizationId,
  id: RequestLogId,
): Promise<readonly Hint[] | undefined> {
  const row = await db
    .selectFrom('requestHints')
    .select('hints')
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.hints
}

/** Erases at most `most` of all organizations whose request's id is below `before`; answers how many. */
export async function deleteHintsBefore(db: Db, before: RequestLogId, most: number): Promise<number> {
  const result = await sql`
    delete from request_hints where id in (select id from request_hints where id < ${before} order by id limit ${most})
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}
