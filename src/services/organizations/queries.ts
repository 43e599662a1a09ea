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
  row: { organizationId: OrganizationId; userId: MemberUserId; role: string; createdAt: Date },
): Promise<void> {
  await db.insertInto('members').values(row).execute()
}

/** Finds an organization by id. Not filtered further: the id is the tenant itself. */
export function findOrganizationById(db: Db, id: OrganizationId) {
  return db.selectFrom('organizations').select(['id', 'name', 'status']).where('id', '=', id).executeTakeFirst()
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
