/** SQL of the steps of sessions. */
import type { Db } from '../../db/database.ts'
import type { StepStatus, StoredVerdict } from '../../db/run-tables.ts'
import type { CheckId, OrganizationId, SessionId } from '../../lib/ids.ts'

export interface StepRow {
  readonly sessionId: SessionId
  readonly position: number
  readonly status: StepStatus
  readonly attempts: number
  readonly retakes: number
  readonly failureReason: string | null
  readonly submissionId: string | null
  readonly checkId: CheckId | null
  readonly verdict: StoredVerdict | null
  readonly rulesVersion: string | null
  readonly isBillable: boolean
  readonly sealedSubmission: Buffer | null
  readonly sealedResult: Buffer | null
  readonly startedAt: Date | null
  readonly completedAt: Date | null
  readonly judgedAt: Date | null
}

const COLUMNS = [
  'sessionId',
  'position',
  'status',
  'attempts',
  'retakes',
  'failureReason',
  'submissionId',
  'checkId',
  'verdict',
  'rulesVersion',
  'isBillable',
  'sealedSubmission',
  'sealedResult',
  'startedAt',
  'completedAt',
  'judgedAt',
] as const

/** The rows of sessions' steps; a step that nobody has touched has none. */
export function listStepRows(
  db: Db,
  organizationId: OrganizationId,
  sessionIds: readonly SessionId[],
): Promise<StepRow[]> {
  return db
    .selectFrom('sessionSteps')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('sessionId', 'in', sessionIds)
    .orderBy('position')
    .execute()
}

export type StepChange = Partial<Omit<StepRow, 'sessionId' | 'position'>> & {
  readonly status: StepStatus
  /** What is typed and not submitted. Not part of the row as it is read: lists of sessions do without it. */
  readonly sealedDraft?: Buffer | null
}

/** Writes what a step became; makes its row when it has none. Call with the session locked. */
export async function upsertStepRow(
  db: Db,
  key: { organizationId: OrganizationId; sessionId: SessionId; position: number; step: string },
  { verdict, ...change }: StepChange,
): Promise<void> {
  const values = { ...change, ...(verdict !== undefined && { verdict: verdict && JSON.stringify(verdict) }) }
  await db
    .insertInto('sessionSteps')
    .values({ ...key, ...values })
    .onConflict((conflict) => conflict.columns(['sessionId', 'position']).doUpdateSet(values))
    .execute()
}

/** What is typed into a step and not submitted. */
export async function findSealedDraft(
  db: Db,
  { organizationId, sessionId, position }: { organizationId: OrganizationId; sessionId: SessionId; position: number },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('sessionSteps')
    .select('sealedDraft')
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('position', '=', position)
    .executeTakeFirst()
  return row?.sealedDraft ?? undefined
}

/** Removes what the applicant of a session typed and did not submit. */
export async function clearDrafts(db: Db, organizationId: OrganizationId, sessionId: SessionId): Promise<void> {
  await db
    .updateTable('sessionSteps')
    .set({ sealedDraft: null })
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('sealedDraft', 'is not', null)
    .execute()
}

/** Sessions of before steps were judged one by one, of every organization, whose findings nobody has kept yet. */
export function listSessionsToFreeze(db: Db, limit: number) {
  return db
    .selectFrom('sessionSteps')
    .select(['sessionId', 'organizationId'])
    .distinct()
    .where('status', '=', 'COMPLETED')
    .where('rulesVersion', 'is', null)
    .where('checkId', 'is not', null)
    .limit(limit)
    .execute()
}
