/** Empties a table of one organization's rows, some at a time. */
import { sql } from 'kysely'
import type { OrganizationId } from '../lib/ids.ts'
import type { Db } from './database.ts'
import type { Tables } from './tables.ts'

/** Tables whose rows belong to organizations. */
export type TenantTable = {
  [Name in keyof Tables]: Tables[Name] extends { organizationId: unknown } ? Name : never
}[keyof Tables]

/** Removes at most `most` of an organization's rows; answers how many, so that none means done. */
export async function deleteRowsOf(
  tx: Db,
  table: TenantTable,
  organizationId: OrganizationId,
  most: number,
): Promise<number> {
  const rows = sql.table(table)
  const result = await sql`
    delete from ${rows} where organization_id = ${organizationId}
      and ctid = any(array(select ctid from ${rows} where organization_id = ${organizationId} limit ${most}))
  `.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

/** Whether a table still has a row of the organization. */
export async function hasRowsOf(db: Db, table: TenantTable, organizationId: OrganizationId): Promise<boolean> {
  const result = await sql`select from ${sql.table(table)} where organization_id = ${organizationId} limit 1`.execute(
    db,
  )
  return result.rows.length > 0
}
