/** How far a run is: its steps, the current one and what it asks for. */
import type { TxContext } from '../../context.ts'
import type { SessionProgress, SessionStatus } from '../../db/tables.ts'
import { AppError } from '../../lib/errors.ts'
import type { SessionId } from '../../lib/ids.ts'
import { findKind } from '../../steps/registry.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { getOwnSession } from '../sessions/get.ts'
import { toVisibleView } from '../sessions/mask.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { statusAt } from '../sessions/status.ts'
import { listSteps, type SessionStep } from '../sessions/steps.ts'
import { viewSession } from '../sessions/view.ts'
import { requireRunnable } from '../workflows/require-runnable.ts'
import { attemptsRemaining, findCurrentStep } from './run.ts'

export interface RunStep extends Pick<SessionStep, 'id' | 'status' | 'attempts' | 'startedAt' | 'completedAt'> {
  readonly failureReason: string | null
  /** The file to give again; undefined when it is all of the step's. */
  readonly failureSlot: string | undefined
  /** In the contract's words (§4.6.5); empty for a step that cannot run here. */
  readonly requirements: Readonly<Record<string, unknown>>
}

export interface RunState {
  readonly sessionId: SessionId
  readonly status: SessionStatus
  readonly progress: SessionProgress
  readonly steps: readonly RunStep[]
  /** Place of the step that is next, from 0; undefined when the run has ended. */
  readonly currentStep: number | undefined
  /** Undefined: there is no limit. */
  readonly attemptsRemaining: number | undefined
}

/** The run of a session that a client drives; throws `run_not_found` for one that has the applicant's page. */
export async function getRun(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<RunState> {
  requireScope(actor, 'sessions:read')
  return readRun(ctx, await getHeadlessSession(ctx, actor, id))
}

/** The same, when its first step can be submitted; nothing is written. Throws `run_ended`, `steps_not_runnable`. */
export async function startRun(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<RunState> {
  requireScope(actor, 'sessions:write')
  const session = await getHeadlessSession(ctx, actor, id)
  const state = await readRun(ctx, session)
  if (state.status !== 'PENDING' || state.progress !== 'PENDING') {
    throw new AppError('run_ended', { details: { current_step: null, session_status: state.status } })
  }
  requireRunnable(session.steps)
  return state
}

/** The row of a session that a client drives; throws `not_found`, `access_denied`, `run_not_found`. */
export async function getHeadlessSession(ctx: TxContext, actor: EnvironmentActor, id: string): Promise<SessionRow> {
  const session = await getOwnSession(ctx, actor, id)
  if (session.isHeadless) return session
  throw new AppError('run_not_found', {
    message: 'This session has no workflow execution: its applicant goes through the hosted page',
  })
}

/** The run as it stands. */
export async function readRun(ctx: TxContext, session: SessionRow): Promise<RunState> {
  const steps = await listSteps(ctx, session)
  const nowMs = ctx.clock.nowMs()
  return {
    sessionId: session.id,
    status: statusAt(session, nowMs),
    progress: session.progress,
    steps: steps.map(toRunStep),
    currentStep: findCurrentStep(session, steps, nowMs)?.position,
    attemptsRemaining: attemptsRemaining(session),
  }
}

/** What a kind adds to the answer of a step that was submitted, as it was judged and as the actor may see it. */
export async function findStepAnswer(
  ctx: TxContext,
  actor: EnvironmentActor,
  { session, position }: { session: SessionRow; position: number },
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { views } = toVisibleView(actor, await viewSession(ctx, session))
  return views[position]?.result?.answer
}

function toRunStep({ id, config, verdict, ...step }: SessionStep): RunStep {
  const { status, attempts, startedAt, completedAt, failureReason } = step
  const requirements = findKind(id)?.requirements(config) ?? {}
  const failureSlot = failureReason === null ? undefined : verdict?.slot
  return { id, status, attempts, startedAt, completedAt, failureReason, failureSlot, requirements }
}
