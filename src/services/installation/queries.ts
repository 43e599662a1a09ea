/** SQL of the one row of the installation. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { BlobStoreId, InstallationId } from '../../lib/ids.ts'

export interface InstallationRow {
  readonly id: InstallationId
  readonly storeId: BlobStoreId
  readonly storeName: string
  readonly isMarked: boolean
}

const COLUMNS = ['id', 'storeId', 'storeName', 'isMarked'] as const

/** Adds the row, unless somebody was faster. */
export async function insertInstallation(
  db: Db,
  row: { id: InstallationId; storeId: BlobStoreId; storeName: string; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('installation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The row; undefined before the first start. */
export function findInstallation(db: Db): Promise<InstallationRow | undefined> {
  return db.selectFrom('installation').select(COLUMNS).executeTakeFirst()
}

/** The same, for whoever writes the marker: two that start at once take turns. Call inside a transaction. */
export function lockInstallation(tx: Db): Promise<InstallationRow | undefined> {
  return tx.selectFrom('installation').select(COLUMNS).forUpdate().executeTakeFirst()
}

/** Remembers which store the installation uses, when its marker is written. */
export async function updateStore(tx: Db, store: { storeId: BlobStoreId; storeName: string }): Promise<void> {
  await tx
    .updateTable('installation')
    .set({ ...store, isMarked: true })
    .execute()
}

export interface SchemaState {
  /** The number of the newest migration that the database holds. */
  readonly version: number
  /** Versions of the program before this one cannot work with it. */
  readonly worksFrom: number
}

/** What the database was migrated to. One that a backup brought back may be from before it was written down who works with it. */
export async function readSchemaState(db: Db): Promise<SchemaState> {
  const { rows } = await sql<{ version: number | null; worksFrom: number | null }>`
    select max(version) as version, max((to_jsonb(one) ->> 'works_from')::integer) as works_from from schema_migrations as one
  `.execute(db)
  return { version: rows[0]?.version ?? 0, worksFrom: rows[0]?.worksFrom ?? 0 }
}

/** How many servers are connected to this database; each has one connection that only listens. */
export async function countServers(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = ${LISTENER}
  `.execute(db)
  return rows[0]?.count ?? 0
}

/** As src/db/listen.ts calls its connection. */
const LISTENER = 'openidv-listen'
