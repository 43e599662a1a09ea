/** Gets applicants. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApplicantId, DataKeyId, OrganizationId } from '../../lib/ids.ts'
import { findApplicantById } from './queries.ts'

/** A person in the contract's shape (§4.2). */
export interface Person {
  readonly id: string
  readonly email: string
  readonly first_name: string
  readonly last_name: string
  readonly phone: string
  readonly created_at: string
  readonly updated_at: string
}

/** The applicant, or undefined when they were erased. */
export async function findApplicant(
  ctx: TxContext,
  organizationId: OrganizationId,
  id: ApplicantId,
): Promise<Person | undefined> {
  const row = await findApplicantById(ctx.db, organizationId, id)
  if (!row) return undefined
  return {
    id: row.id,
    email: row.email,
    first_name: row.firstName,
    last_name: row.lastName,
    phone: row.phone ?? '',
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

/** The key that seals the applicant's evidence; throws `not_found`. */
export async function getDataKeyOfApplicant(
  ctx: TxContext,
  organizationId: OrganizationId,
  id: ApplicantId,
): Promise<DataKeyId> {
  const row = await findApplicantById(ctx.db, organizationId, id)
  if (!row) throw new AppError('not_found')
  return row.dataKeyId
}
