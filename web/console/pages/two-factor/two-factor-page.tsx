/** Two-factor code. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function TwoFactorPage(): ReactElement {
  return <PageHeader title="Two-factor code" />
}
