/** SQL of applicants. */
import type { Db } from '../../db/database.ts'
import type { ApplicantId, DataKeyId, OrganizationId } from '../../lib/ids.ts'

const COLUMNS = ['id', 'email', 'firstName', 'lastName', 'phone', 'dataKeyId', 'createdAt', 'updatedAt'] as const

/** Finds an applicant of the organization. */
export function findApplicantById(db: Db, organizationId: OrganizationId, id: ApplicantId) {
  return db
    .selectFrom('applicants')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Removes at most `most` applicants; answers the data key of each. */
export async function deleteApplicants(tx: Db, organizationId: OrganizationId, most: number): Promise<DataKeyId[]> {
  const rows = await tx
    .deleteFrom('applicants')
    .where('organizationId', '=', organizationId)
    .where('id', 'in', (eb) =>
      eb.selectFrom('applicants').select('id').where('organizationId', '=', organizationId).limit(most),
    )
    .returning('dataKeyId')
    .execute()
  return rows.map(({ dataKeyId }) => dataKeyId)
}
