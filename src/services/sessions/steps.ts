/** The steps of a session as they stand: what the workflow says, and what became of each. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import type { StoredStep } from '../../steps/registry.ts'
import {
  findSealedDraft,
  listSessionsToFreeze,
  listStepRows,
  type StepChange,
  type StepRow,
  upsertStepRow,
} from './step-queries.ts'

/** One step with its settings and its state. */
export interface SessionStep extends Omit<StepRow, 'sessionId'> {
  readonly id: string
  readonly config: StoredStep['config']
}

interface SteppedSession {
  readonly id: SessionId
  readonly organizationId: OrganizationId
  readonly steps: readonly StoredStep[]
}

const UNTOUCHED = {
  status: 'PENDING',
  attempts: 0,
  retakes: 0,
  failureReason: null,
  submissionId: null,
  checkId: null,
  verdict: null,
  rulesVersion: null,
  isBillable: false,
  sealedSubmission: null,
  sealedResult: null,
  startedAt: null,
  completedAt: null,
  judgedAt: null,
} as const

/** Every step of a session, in order. */
export async function listSteps(ctx: TxContext, session: SteppedSession): Promise<SessionStep[]> {
  return (await listStepsOfSessions(ctx, session.organizationId, [session])).get(session.id) ?? []
}

/** The steps of many sessions of an organization, in one query. */
export async function listStepsOfSessions(
  ctx: TxContext,
  organizationId: OrganizationId,
  sessions: readonly SteppedSession[],
): Promise<ReadonlyMap<SessionId, SessionStep[]>> {
  if (sessions.length === 0) return new Map()
  const rows = await listStepRows(
    ctx.db,
    organizationId,
    sessions.map(({ id }) => id),
  )
  const byPlace = new Map(rows.map((row) => [`${row.sessionId} ${row.position}`, row]))
  return new Map(
    sessions.map(({ id, steps }) => [
      id,
      steps.map(({ id: step, config }, position) => {
        return { ...UNTOUCHED, ...byPlace.get(`${id} ${position}`), id: step, config, position }
      }),
    ]),
  )
}

/** Writes what became of a step. Call with the session locked. */
export function saveStep(
  tx: TxContext,
  session: SteppedSession,
  step: Pick<SessionStep, 'position' | 'id'>,
  change: StepChange,
): Promise<void> {
  const { id: sessionId, organizationId } = session
  return upsertStepRow(tx.db, { organizationId, sessionId, position: step.position, step: step.id }, change)
}

/** What is typed into the step at a position and not submitted, sealed. */
export function findStepDraft(
  ctx: TxContext,
  { id: sessionId, organizationId }: SteppedSession,
  position: number,
): Promise<Buffer | undefined> {
  return findSealedDraft(ctx.db, { organizationId, sessionId, position })
}

/** Binds what is sealed of a step to its place. */
export function stepContext(part: 'submission' | 'result' | 'draft', sessionId: SessionId, position: number): string {
  return `step:${part}:${sessionId}:${position}`
}

/** The steps whose work is paid for. */
export function billableSteps(steps: ReadonlyArray<{ readonly id: string; readonly isBillable: boolean }>): string[] {
  return steps.flatMap(({ id, isBillable }) => (isBillable ? [id] : []))
}

/** Sessions of before steps were judged one by one, of every organization, whose findings nobody has kept yet. */
export function listUnfrozenSessions(
  ctx: TxContext,
  limit: number,
): Promise<Array<{ sessionId: SessionId; organizationId: OrganizationId }>> {
  return listSessionsToFreeze(ctx.db, limit)
}
