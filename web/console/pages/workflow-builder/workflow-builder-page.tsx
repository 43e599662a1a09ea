/** Workflow. */
import type { ReactElement } from 'react'
import { PageHeader } from '../../kit/page-header.tsx'

/** The page. */
export function WorkflowBuilderPage(): ReactElement {
  return <PageHeader title="Workflow" />
}
