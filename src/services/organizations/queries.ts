/** SQL of organizations. */
import type { Db } from '../../db/database.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'

/** Adds the organization's row; the deferred trigger demands its first keys before commit. */
export async function insertOrganization(
  db: Db,
  row: { id: OrganizationId; name: string; slug: string; createdAt: Date },
): Promise<void> {
  await db.insertInto('organizations').values(row).execute()
}

/** Makes a person a member. */
export async function insertMember(
  db: Db,
  row: { organizationId: OrganizationId; userId: MemberUserId; role: 'owner'; createdAt: Date },
): Promise<void> {
  await db.insertInto('members').values(row).execute()
}

/** Finds an organization by id. Not filtered further: the id is the tenant itself. */
export function findOrganizationById(db: Db, id: OrganizationId) {
  return db.selectFrom('organizations').select(['id', 'name', 'status']).where('id', '=', id).executeTakeFirst()
}

/** The limits that an organization sets for itself; null where it follows the configuration. */
export function findOrganizationLimits(db: Db, id: OrganizationId) {
  return db
    .selectFrom('organizations')
    .select(['ratePerSecond', 'rateBurst', 'dailyQuota'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Changes an organization's limits or status; the trigger tells every node. Answers whether there is such a one. */
export async function updateOrganization(
  tx: Db,
  id: OrganizationId,
  changes: {
    readonly status?: 'active' | 'suspended'
    readonly ratePerSecond?: number | null
    readonly rateBurst?: number | null
    readonly dailyQuota?: number | null
  },
): Promise<boolean> {
  const result = await tx.updateTable('organizations').set(changes).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Finds the organization that the seed made, by its fixed slug. */
export function findOrganizationBySlug(db: Db, slug: string) {
  return db.selectFrom('organizations').select(['id', 'name', 'status']).where('slug', '=', slug).executeTakeFirst()
}

/** Whether there is any organization at all. */
export async function hasOrganizations(db: Db): Promise<boolean> {
  const row = await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}
