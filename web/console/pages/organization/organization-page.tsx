/** Organization. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function OrganizationPage(): ReactElement {
  return <PageHeader title="Organization" />
}
