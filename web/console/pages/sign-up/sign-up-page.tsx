/** Create your account. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function SignUpPage(): ReactElement {
  return <PageHeader title="Create your account" />
}
