/** Why a dialog's act failed, inside the dialog. */
import { Alert } from '@mantine/core'
import type { ReactElement } from 'react'
import { ApiError } from '../../lib/api.ts'

/** Nothing while there is no error, or when the person has just refused to prove who they are. */
export function Problem({ error }: { readonly error: unknown }): ReactElement | null {
  if (error === undefined || (error instanceof ApiError && error.code === 'step_up_required')) return null
  const requestId = error instanceof ApiError ? error.requestId : undefined
  return (
    <Alert color="red" role="alert" variant="light">
      {error instanceof Error ? error.message : 'Something went wrong.'}
      {requestId !== undefined && ` (request ${requestId})`}
    </Alert>
  )
}
