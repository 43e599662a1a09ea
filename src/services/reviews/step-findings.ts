/** What the steps of a session found, in the order of the workflow: as it was kept when each was judged. */
import type { StepStatus } from '../../db/run-tables.ts'
import type { Finding } from '../../steps/findings.ts'
import type { Check } from '../checks/check.ts'
import type { SessionView, StepView } from '../sessions/view.ts'

export interface StepFindings {
  readonly step: string
  readonly status: StepStatus
  /** Whether its check is still running. */
  readonly isChecking: boolean
  /** Verdicts so far. */
  readonly attempts: number
  /** Why it was given back or failed. */
  readonly failureReason?: string
  readonly startedAt?: Date
  readonly completedAt?: Date
  /** Why its check could not be done. */
  readonly checkFailure?: string
  readonly findings: readonly Finding[]
}

export function listStepFindings({ views }: SessionView, checks: readonly Check[]): StepFindings[] {
  return views.map((view) => toStepFindings(view, checks))
}

function toStepFindings(view: StepView, checks: readonly Check[]): StepFindings {
  const { id, status, attempts, failureReason, startedAt, completedAt, checkId, result } = view
  const check = checks.find((known) => known.id === checkId)
  return {
    ...{ step: id, status, attempts, isChecking: check?.state === 'queued', findings: result?.findings ?? [] },
    ...(failureReason !== null && { failureReason }),
    ...(startedAt && { startedAt }),
    ...(completedAt && { completedAt }),
    ...(check?.failureCode && { checkFailure: check.failureCode }),
  }
}
