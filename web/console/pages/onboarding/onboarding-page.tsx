/** Create your organization. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function OnboardingPage(): ReactElement {
  return <PageHeader title="Create your organization" />
}
