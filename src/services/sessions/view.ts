/** A session as everybody is shown it: what it is, what was given and what its steps found when they were judged. */
import type { TxContext } from '../../context.ts'
import type { DecisionReason, StepStatus } from '../../db/run-tables.ts'
import type { SessionStatus } from '../../db/tables.ts'
import type { CheckId, EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'
import type { Finding } from '../../steps/findings.ts'
import { listEvidenceOf } from '../evidence/list.ts'
import { openVaults, type Vault } from '../evidence/vault.ts'
import type { SessionRow } from './session-row.ts'
import { statusAt } from './status.ts'
import { listStepsOfSessions, type SessionStep, stepContext } from './steps.ts'

/** What a step found, as it was kept when it was judged. */
export interface StepResult {
  /** Its part of `analysis_data` (contract §4.3). */
  readonly analysis: Readonly<Record<string, unknown>>
  readonly findings: readonly Finding[]
  /** Its optional part of the answer to a submission. */
  readonly answer?: Readonly<Record<string, unknown>>
}

export interface StepView {
  readonly id: string
  readonly position: number
  readonly status: StepStatus
  readonly attempts: number
  readonly failureReason: string | null
  readonly startedAt: Date | null
  readonly completedAt: Date | null
  readonly judgedAt: Date | null
  readonly checkId: CheckId | null
  readonly reasons: readonly DecisionReason[]
  /** Undefined until it is judged, and when the applicant was erased. */
  readonly result: StepResult | undefined
}

/** The row without what is secret. */
export type ViewedSession = Omit<SessionRow, 'cookieDigest' | 'holdId'>

export interface SessionView extends ViewedSession {
  readonly views: readonly StepView[]
  /** Filled slot → its current file. */
  readonly files: Readonly<Record<string, EvidenceId>>
}

/** Views of sessions of one organization, in the order given; the same few queries for one or five hundred. */
export async function viewSessions(
  ctx: TxContext,
  organizationId: OrganizationId,
  rows: readonly SessionRow[],
): Promise<SessionView[]> {
  const [steps, files] = await Promise.all([
    listStepsOfSessions(ctx, organizationId, rows),
    listEvidenceOf(
      ctx,
      organizationId,
      rows.map(({ id }) => id),
    ),
  ])
  const judged = rows.filter(({ id }) => steps.get(id)?.some(({ sealedResult }) => sealedResult))
  const vaults = await openVaults(
    ctx,
    organizationId,
    judged.map(({ applicantId }) => applicantId),
  )
  return rows.map((row) =>
    toView(ctx, row, steps.get(row.id) ?? [], files.get(row.id) ?? {}, vaults.get(row.applicantId)),
  )
}

/** The view of one session. */
export async function viewSession(ctx: TxContext, row: SessionRow): Promise<SessionView> {
  const [view] = await viewSessions(ctx, row.organizationId, [row])
  if (!view) throw new Error(`The session ${row.id} was not viewed`)
  return view
}

function toView(
  ctx: TxContext,
  { cookieDigest: _cookie, holdId: _hold, ...row }: SessionRow,
  steps: readonly SessionStep[],
  files: SessionView['files'],
  vault: Vault | undefined,
): SessionView {
  const status: SessionStatus = statusAt(row, ctx.clock.nowMs())
  return { ...row, status, views: steps.map((step) => toStepView(row.id, step, vault)), files }
}

function toStepView(sessionId: SessionId, step: SessionStep, vault: Vault | undefined): StepView {
  const { id, position, status, attempts, failureReason, startedAt, completedAt, judgedAt, checkId } = step
  const { verdict, sealedResult } = step
  const result =
    vault && sealedResult
      ? // Only `runs/apply-verdict.ts` can have sealed it.
        (vault.open(sealedResult, stepContext('result', sessionId, position)) as StepResult)
      : undefined
  const times = { startedAt, completedAt, judgedAt }
  return { id, position, status, attempts, failureReason, ...times, checkId, reasons: verdict?.reasons ?? [], result }
}
