/** Finds organizations. */
import type { TxContext } from '../../context.ts'
import type { OrganizationStatus } from '../../db/people-tables.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { findOrganizationById, findOrganizationBySlug, hasOrganizations } from './queries.ts'

export interface Organization {
  readonly id: OrganizationId
  readonly name: string
  readonly status: OrganizationStatus
  /** From when on it is erased; null unless its deletion was asked for. */
  readonly deletionDueAt: Date | null
  readonly createdAt: Date
}

/** The organization of an id; throws `not_found`. */
export async function getOrganization(ctx: TxContext, id: OrganizationId): Promise<Organization> {
  const organization = await findOrganizationById(ctx.db, id)
  if (!organization) throw new AppError('not_found', { message: `There is no organization ${id}` })
  return organization
}

/** The organization of a slug, or undefined. */
export function findOrganizationOfSlug(ctx: TxContext, slug: string): Promise<Organization | undefined> {
  return findOrganizationBySlug(ctx.db, slug)
}

/** Whether the installation has no organization yet. */
export async function isEmptyInstallation(ctx: TxContext): Promise<boolean> {
  return !(await hasOrganizations(ctx.db))
}
