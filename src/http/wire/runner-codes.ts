/** The upper-case words that the runner's clients read in `code` (contract §4.6). */
import type { ErrorCode } from '../../lib/errors.ts'

/** What a plain `not_found` of a route is about. */
export type RunnerSubject = 'session' | 'workflow'

const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  balance_insufficient: 'INSUFFICIENT_FUNDS',
  run_not_found: 'WORKFLOW_EXECUTION_NOT_FOUND',
  run_ended: 'SESSION_NOT_RUNNABLE',
  step_not_found: 'STEP_NOT_FOUND',
  step_out_of_order: 'STEP_OUT_OF_ORDER',
  step_running: 'STEP_IN_PROGRESS',
  step_not_started: 'STEP_NOT_STARTED',
  step_not_ready: 'STEP_RESULT_NOT_READY',
  steps_not_runnable: 'INVALID_WORKFLOW_STEP',
  upload_slot_invalid: 'INVALID_UPLOAD_SLOT',
  upload_invalid: 'INVALID_UPLOAD',
  validation_failed: 'VALIDATION_ERROR',
  access_denied: 'FORBIDDEN',
}

/** The word for an error on a route of the runner; others are our own codes in upper case. */
export function toRunnerCode(code: ErrorCode, subject: RunnerSubject): string {
  if (code === 'not_found') return `${subject.toUpperCase()}_NOT_FOUND`
  return WORDS[code] ?? code.toUpperCase()
}
