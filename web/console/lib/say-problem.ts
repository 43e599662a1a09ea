/** What people read about an error. */
import { ApiError } from './api.ts'

/** Its own sentence, which the server words for people. */
export function sayProblem(problem: unknown): string {
  if (typeof problem === 'string') return problem
  return problem instanceof Error ? problem.message : 'Something went wrong.'
}

/** The id to quote to whoever runs the server; undefined when the error does not come from it. */
export function requestIdOf(problem: unknown): string | undefined {
  return problem instanceof ApiError ? problem.requestId : undefined
}

/** Whether the server is to blame, so that its operator needs the request's id. */
export function isFault(problem: unknown): boolean {
  return problem instanceof ApiError && problem.status >= 500
}

/** Whether the person has just refused to prove who they are, and so knows why nothing happened. */
export function isRefusedStepUp(problem: unknown): boolean {
  return problem instanceof ApiError && problem.code === 'step_up_required'
}
