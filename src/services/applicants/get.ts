/** Gets applicants. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { ApplicantId, DataKeyId, OrganizationId } from '../../lib/ids.ts'
import { findApplicantById } from './queries.ts'

/** An applicant, or the member who sent a session. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  /** Empty when unknown. */
  readonly phone: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The applicant, or undefined when they were erased. */
export async function findApplicant(
  ctx: TxContext,
  organizationId: OrganizationId,
  id: ApplicantId,
): Promise<Person | undefined> {
  const row = await findApplicantById(ctx.db, organizationId, id)
  if (!row) return undefined
  const { email, firstName, lastName, phone, createdAt, updatedAt } = row
  return { id: row.id, email, firstName, lastName, phone: phone ?? '', createdAt, updatedAt }
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
