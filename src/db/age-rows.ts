/** Makes rows of a sandbox older: all their times go back by the same. */
import { sql } from 'kysely'
import type { OrganizationId } from '../lib/ids.ts'
import type { Db } from './database.ts'
import type { TenantTable } from './delete-rows.ts'

/** Which times of a table pass, and by what its rows are known to be of the sandbox. */
export interface AgingTable {
  readonly times: readonly string[]
  /** Columns of JSON with times in it. */
  readonly documents?: readonly string[]
  /** The table with the environment, and the column here that names its row; left out when it is a column here. */
  readonly of?: { readonly table: TenantTable; readonly by: string }
}

/** No row becomes older than that, however often its sandbox ages: years before our era have another form. */
const OLDEST = '1970-01-01T00:00:00Z'

/** Ages an organization's rows of the sandbox, and no other ones; those of tables whose rows are locked first stay in that order. */
export async function ageRows(
  tx: Db,
  table: TenantTable,
  { times, documents = [], of }: AgingTable,
  organizationId: OrganizationId,
  seconds: number,
): Promise<void> {
  const rows = sql.table(table)
  const age = sql`make_interval(secs => ${seconds}::double precision)`
  const changes = [
    ...times.map((name) => {
      const time = sql.ref(name)
      return sql`${time} = case when ${time} - ${age} > ${OLDEST}::timestamptz then ${time} - ${age} else ${time} end`
    }),
    ...documents.map((document) => sql`${sql.ref(document)} = age_document(${sql.ref(document)}, ${age})`),
  ]
  const isSandbox = of
    ? sql`exists (
        select from ${sql.table(of.table)} as owner
        where owner.id = ${rows}.${sql.ref(of.by)} and owner.organization_id = ${organizationId} and owner.environment = 'sandbox'
      )`
    : sql`environment = 'sandbox'`
  await sql`
    update ${rows} set ${sql.join(changes)} where organization_id = ${organizationId} and ${isSandbox}
  `.execute(tx)
}
