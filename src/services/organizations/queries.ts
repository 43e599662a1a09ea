/** SQL of organizations. */
import type { Db } from '../../db/database.ts'
import type { MemberUserId, OrganizationId } from '../../lib/ids.ts'

/** Adds the organization's row; the deferred trigger demands its first keys before commit. */
export async function insertOrganization(
  db: Db,
  row: { id: OrganizationId; name: string; slug: string; founderId: MemberUserId | null; createdAt: Date },
): Promise<void> {
  await db.insertInto('organizations').values(row).execute()
}

/** Finds an organization by id. Not filtered further: the id is the tenant itself. */
export function findOrganizationById(db: Db, id: OrganizationId) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name', 'status', 'deletionDueAt', 'createdAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The limits that an organization sets for itself; null where it follows the configuration. */
export function findOrganizationLimits(db: Db, id: OrganizationId) {
  return db
    .selectFrom('organizations')
    .select(['ratePerSecond', 'rateBurst', 'dailyQuota'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** What an organization asks of its members' sign-ins, and whether its keys are shown once. */
export function findSecurity(db: Db, id: OrganizationId) {
  return db
    .selectFrom('organizations')
    .select(['requireTwoFactor', 'signInHours', 'idleMinutes', 'showKeysOnce'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Changes what an organization asks of sign-ins. */
export async function updateSecurity(
  tx: Db,
  id: OrganizationId,
  changes: {
    readonly requireTwoFactor?: boolean
    readonly signInHours?: number | null
    readonly idleMinutes?: number | null
  },
): Promise<void> {
  await tx.updateTable('organizations').set(changes).where('id', '=', id).execute()
}

/** Whether the organization shows keys once, for whoever only wants to know. */
export async function findShowKeysOnce(db: Db, organizationId: OrganizationId): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('showKeysOnce')
    .where('id', '=', organizationId)
    .executeTakeFirst()
  return row?.showKeysOnce ?? false
}

/** Sets the organization's choice; answers whether there is such an organization. */
export async function updateShowKeysOnce(tx: Db, id: OrganizationId, showKeysOnce: boolean): Promise<boolean> {
  const result = await tx.updateTable('organizations').set({ showKeysOnce }).where('id', '=', id).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Changes an organization's name, limits or status; the trigger tells every node. Answers whether there is such a one
 * that is not erased.
 */
export async function updateOrganization(
  tx: Db,
  id: OrganizationId,
  changes: {
    readonly name?: string
    readonly status?: 'active' | 'suspended'
    readonly ratePerSecond?: number | null
    readonly rateBurst?: number | null
    readonly dailyQuota?: number | null
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('organizations')
    .set(changes)
    .where('id', '=', id)
    .where('status', 'in', ['active', 'suspended'])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Finds the organization that the seed made, by its fixed slug. */
export function findOrganizationBySlug(db: Db, slug: string) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name', 'status', 'deletionDueAt', 'createdAt'])
    .where('slug', '=', slug)
    .executeTakeFirst()
}

/** Every organization, the latest first. */
export function listOrganizationRows(db: Db) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name', 'status', 'deletionDueAt', 'createdAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

/** How many organizations a person has founded that are not erased; exact under the person's lock. */
export async function countFounded(db: Db, founderId: MemberUserId): Promise<number> {
  const row = await db
    .selectFrom('organizations')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('founderId', '=', founderId)
    .where('status', '<>', 'deleted')
    .executeTakeFirstOrThrow()
  return row.count
}

/** Whether there is any organization at all. */
export async function hasOrganizations(db: Db): Promise<boolean> {
  const row = await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}
