/** Choose a new password. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function ResetPasswordPage(): ReactElement {
  return <PageHeader title="Choose a new password" />
}
