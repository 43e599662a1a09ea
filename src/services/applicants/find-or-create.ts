/** Finds the applicant of an e-mail address, or makes them. */
import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { nowDate } from '../../lib/clock.ts'
import { type ApplicantId, newId, type OrganizationId } from '../../lib/ids.ts'
import { createDataKey, discardDataKey } from '../evidence/data-keys.ts'
import { type ApplicantRow, updateApplicant, upsertApplicant } from './queries.ts'

/** One applicant per organization, environment and e-mail address (case does not count); names are brought up to date. */
export async function findOrCreateApplicant(
  ctx: TxContext,
  owner: { organizationId: OrganizationId; environment: Environment },
  person: { firstName: string; lastName: string; email: string; phone?: string | undefined },
): Promise<ApplicantRow> {
  const values = {
    id: newId<ApplicantId>(),
    organizationId: owner.organizationId,
    environment: owner.environment,
    email: person.email.toLowerCase(),
    firstName: person.firstName,
    lastName: person.lastName,
    phone: person.phone ?? null,
    createdAt: nowDate(ctx.clock),
  }
  const known = await updateApplicant(ctx.db, values)
  if (known) return known
  const dataKeyId = await createDataKey(ctx, owner.organizationId)
  const applicant = await upsertApplicant(ctx.db, { ...values, dataKeyId })
  // Another transaction may have added the same person since; then ours has no use for its own key.
  if (applicant.dataKeyId !== dataKeyId) await discardDataKey(ctx, owner.organizationId, dataKeyId)
  return applicant
}
