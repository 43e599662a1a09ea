/** SQL of the data keys that seal evidence and what is personal. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ApplicantId, DataKeyId, OrganizationId } from '../../lib/ids.ts'

/** Adds a data key, wrapped. */
export async function insertDataKey(
  db: Db,
  row: { id: DataKeyId; organizationId: OrganizationId; wrappedKey: Buffer; masterVersion: number; createdAt: Date },
): Promise<void> {
  await db.insertInto('dataKeys').values(row).execute()
}

/** Removes a data key that nothing has been sealed with. */
export async function deleteDataKeyRow(db: Db, organizationId: OrganizationId, id: DataKeyId): Promise<void> {
  await db.deleteFrom('dataKeys').where('organizationId', '=', organizationId).where('id', '=', id).execute()
}

/** Finds a data key of the organization. */
export function findDataKey(db: Db, organizationId: OrganizationId, id: DataKeyId) {
  return db
    .selectFrom('dataKeys')
    .select(['wrappedKey', 'masterVersion'])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Finds data keys of the organization that were not destroyed. */
export function listDataKeyRows(db: Db, organizationId: OrganizationId, ids: readonly DataKeyId[]) {
  return db
    .selectFrom('dataKeys')
    .select(['id', 'wrappedKey', 'masterVersion'])
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .where('wrappedKey', 'is not', null)
    .$narrowType<{ wrappedKey: Buffer }>()
    .execute()
}

/** Data keys that are not wrapped under the master key of `version`, of every organization, by the version of theirs. */
export function countDataKeysOutside(db: Db, version: number) {
  return db
    .selectFrom('dataKeys')
    .select(({ fn }) => ['masterVersion as version', fn.countAll<number>().as('count')])
    .where('masterVersion', '<>', version)
    .where('wrappedKey', 'is not', null)
    .groupBy('masterVersion')
    .execute()
}

/** Data keys that are wrapped under the master keys of `versions`, of every organization. */
export async function listDataKeysUnder(db: Db, versions: readonly number[], limit: number) {
  if (versions.length === 0) return []
  return db
    .selectFrom('dataKeys')
    .select(['id', 'wrappedKey', 'masterVersion'])
    .where('masterVersion', 'in', versions)
    .where('wrappedKey', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .$narrowType<{ wrappedKey: Buffer }>()
    .execute()
}

/** Stores data keys as wrapped under the master key of `version`, unless they were destroyed meanwhile. */
export async function rewrapDataKeyRows(
  db: Db,
  version: number,
  rows: ReadonlyArray<{ id: DataKeyId; wrappedKey: Buffer }>,
): Promise<number> {
  const result = await sql`
    update data_keys set wrapped_key = moved.wrapped_key, master_version = ${version}
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.wrappedKey)}::bytea[]
    ) as moved (id, wrapped_key)
    where data_keys.id = moved.id and data_keys.wrapped_key is not null
  `.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** The data keys of applicants: what is sealed for each opens with it. */
export function listDataKeyIds(db: Db, organizationId: OrganizationId, ids: readonly ApplicantId[]) {
  return db
    .selectFrom('applicants')
    .select(['id', 'dataKeyId'])
    .where('organizationId', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
}
