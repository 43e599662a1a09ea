/** SQL of applicants and of the members who send them sessions. */
import type { Db } from '../../db/database.ts'
import type { ApplicantId, DataKeyId, MemberUserId, OrganizationId } from '../../lib/ids.ts'

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

/** Finds the member that sent a session, if they still belong to the organization. */
export function findSender(db: Db, organizationId: OrganizationId, userId: MemberUserId) {
  return db
    .selectFrom('members')
    .innerJoin('authUsers', 'authUsers.id', 'members.userId')
    .select(['authUsers.id', 'authUsers.email', 'authUsers.name', 'authUsers.createdAt', 'authUsers.updatedAt'])
    .where('members.organizationId', '=', organizationId)
    .where('members.userId', '=', userId)
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
