/** Sign in. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function SignInPage(): ReactElement {
  return <PageHeader title="Sign in" />
}
