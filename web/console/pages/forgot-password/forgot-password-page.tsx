/** Forgot your password. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function ForgotPasswordPage(): ReactElement {
  return <PageHeader title="Forgot your password" />
}
