/** What went wrong with a form, read out when it appears. */
import { Alert } from '@mantine/core'
import type { ReactElement } from 'react'

/** Nothing when there is no problem. */
export function FormProblem({ problem }: { readonly problem: string | undefined }): ReactElement | null {
  if (problem === undefined) return null
  return (
    <Alert color="red" p="sm" role="alert" variant="light">
      {problem}
    </Alert>
  )
}
