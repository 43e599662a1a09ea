/** SQL of applicants and of the members who send them sessions. */
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { ApplicantId, DataKeyId, MemberUserId, OrganizationId } from '../../lib/ids.ts'

export interface ApplicantRow {
  readonly id: ApplicantId
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly phone: string | null
  readonly dataKeyId: DataKeyId
  readonly createdAt: Date
  readonly updatedAt: Date
}

const COLUMNS = ['id', 'email', 'firstName', 'lastName', 'phone', 'dataKeyId', 'createdAt', 'updatedAt'] as const

interface ApplicantValues {
  readonly id: ApplicantId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly phone: string | null
  readonly createdAt: Date
}

/** Brings the applicant of an e-mail address up to date; undefined when there is none yet. */
export function updateApplicant(db: Db, values: ApplicantValues): Promise<ApplicantRow | undefined> {
  return db
    .updateTable('applicants')
    .set({
      firstName: values.firstName,
      lastName: values.lastName,
      ...(values.phone !== null && { phone: values.phone }),
      updatedAt: values.createdAt,
    })
    .where('organizationId', '=', values.organizationId)
    .where('environment', '=', values.environment)
    .where('email', '=', values.email)
    .returning(COLUMNS)
    .executeTakeFirst()
}

/** Adds an applicant, or brings up to date the one that another transaction added a moment ago. */
export function upsertApplicant(db: Db, values: ApplicantValues & { dataKeyId: DataKeyId }): Promise<ApplicantRow> {
  return db
    .insertInto('applicants')
    .values({ ...values, updatedAt: values.createdAt })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'environment', 'email']).doUpdateSet({
        firstName: values.firstName,
        lastName: values.lastName,
        updatedAt: values.createdAt,
      }),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
}

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
