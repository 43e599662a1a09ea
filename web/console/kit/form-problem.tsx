/** What went wrong with a form, read out when it appears. */
import { Alert } from '@mantine/core'
import type { ReactElement } from 'react'
import { isFault, isRefusedStepUp, requestIdOf, sayProblem } from '../lib/say-problem.ts'

/** Takes words or what was thrown; shows nothing when there is no problem. */
export function FormProblem({ problem }: { readonly problem: unknown }): ReactElement | null {
  if (problem === undefined || isRefusedStepUp(problem)) return null
  const requestId = isFault(problem) ? requestIdOf(problem) : undefined
  return (
    <Alert color="red" p="sm" role="alert" variant="light">
      {sayProblem(problem)}
      {requestId !== undefined && ` (request ${requestId})`}
    </Alert>
  )
}
