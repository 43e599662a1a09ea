/** Workflows. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function WorkflowsPage(): ReactElement {
  return <PageHeader title="Workflows" />
}
