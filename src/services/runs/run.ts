/** A session's run: which step is the current one, and what may still be tried. Pure. */
import { AppError } from '../../lib/errors.ts'
import { toStepWord } from '../../steps/catalogue.ts'
import type { SessionRow } from '../sessions/session-row.ts'
import { statusAt } from '../sessions/status.ts'
import type { SessionStep } from '../sessions/steps.ts'

/** A failed attempt, as `failureData` tells it (contract §4.3). */
export interface FailedAttempt {
  readonly reason: string
  readonly slot: 'PRIMARY' | 'SECONDARY' | 'TERTIARY' | null
  readonly failedAt: string
}

export interface FailureData {
  readonly failedAttempts: number
  /** Oldest first. */
  readonly attempts: readonly FailedAttempt[]
}

/** What failed so far; no attempts before the first failure. */
export function failureDataOf({ metaData }: Pick<SessionRow, 'metaData'>): FailureData {
  // Written by `apply-verdict.ts` alone.
  return (metaData.failureData as FailureData | undefined) ?? { failedAttempts: 0, attempts: [] }
}

/** How often a step may still fail; undefined when the workflow sets no limit. */
export function attemptsRemaining(session: Pick<SessionRow, 'metaData' | 'maxAttempts'>): number | undefined {
  if (session.maxAttempts === null) return undefined
  return Math.max(0, session.maxAttempts - failureDataOf(session).failedAttempts)
}

/** The step that is to be submitted next, or is being judged; undefined when the run has ended. */
export function findCurrentStep(
  session: Pick<SessionRow, 'status' | 'expiresAt'>,
  steps: readonly SessionStep[],
  nowMs: number,
): SessionStep | undefined {
  if (statusAt(session, nowMs) !== 'PENDING') return undefined
  return steps.find(({ status }) => status === 'PENDING' || status === 'IN_PROGRESS')
}

/**
 * The step of that id (any case and separator) when it can be submitted. Throws `step_not_found`, `session_expired`,
 * `run_ended`, `step_out_of_order` with the current step's place, and `step_running` while it is being judged.
 */
export function requireCurrentStep(
  session: Pick<SessionRow, 'status' | 'expiresAt'>,
  steps: readonly SessionStep[],
  word: string,
  nowMs: number,
): SessionStep {
  const asked = steps.find(({ id }) => id === toStepWord(word))
  if (!asked) throw new AppError('step_not_found', { message: `This workflow has no step ${word.slice(0, 64)}` })
  requireOpenRun(session, nowMs)
  const current = findCurrentStep(session, steps, nowMs)
  if (current?.id !== asked.id) {
    const details = { current_step: current?.position ?? null, step_id: asked.id }
    throw new AppError('step_out_of_order', { details })
  }
  if (isBeingJudged(current)) {
    const details = {
      current_step: current.position,
      step_id: asked.id,
      failure_reason: `${asked.id}_RESULT_NOT_READY`,
    }
    throw new AppError('step_running', { details })
  }
  return current
}

/** Throws `session_expired` or `run_ended` unless steps can still be submitted. */
export function requireOpenRun(session: Pick<SessionRow, 'status' | 'expiresAt'>, nowMs: number): void {
  const status = statusAt(session, nowMs)
  if (status === 'PENDING') return
  const details = { current_step: null, session_status: status }
  if (status === 'EXPIRED') throw new AppError('session_expired', { details })
  throw new AppError('run_ended', { message: `This session has ended: it is ${status}`, details })
}

/** Whether its check is under way. */
export function isBeingJudged({ status, checkId, judgedAt }: SessionStep): boolean {
  return status === 'IN_PROGRESS' && checkId !== null && judgedAt === null
}
