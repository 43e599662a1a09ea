/** /workflows/new and /workflows/$id: loads what the builder needs. */
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { stepCatalogueQuery, workflowQuery } from '../../data/workflows.ts'
import { LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, ErrorState, RequireScope } from '../../kit/states.tsx'
import { ApiError } from '../../lib/api.ts'
import { PagePending } from '../../shell/page-states.tsx'
import { BLANK, findTemplate } from '../workflows/templates.ts'
import { WorkflowBuilder } from './workflow-builder.tsx'

/** The page. */
export function WorkflowBuilderPage(): ReactElement {
  const { id } = useParams({ strict: false })
  return (
    <RequireScope scope={id === undefined ? 'workflows:write' : 'workflows:read'} title="Workflow">
      <Loaded id={id} key={id ?? 'new'} />
    </RequireScope>
  )
}

function Loaded({ id }: { readonly id: string | undefined }): ReactElement {
  const { template } = useSearch({ strict: false })
  const catalogue = useQuery(stepCatalogueQuery())
  const workflow = useQuery({ ...workflowQuery(id ?? ''), enabled: id !== undefined })
  const error = catalogue.error ?? (workflow.data ? undefined : workflow.error)
  if (error instanceof ApiError && (error.status === 404 || (error.status === 403 && catalogue.data)))
    return <Missing />
  if (error) {
    const retry = () => void (catalogue.error ? catalogue.refetch() : workflow.refetch())
    return (
      <>
        <PageHeader title="Workflow" />
        <ErrorState error={error} onRetry={retry} title="The workflow could not be loaded" />
      </>
    )
  }
  if (!catalogue.data || (id !== undefined && !workflow.data)) return <PagePending />
  const found = findTemplate(template)
  const start = found && { ...BLANK, ...found.draft }
  return <WorkflowBuilder catalogue={catalogue.data} start={start} workflow={workflow.data} />
}

/** Another organization's, the other environment's, or none at all: the page does not tell them apart. */
function Missing(): ReactElement {
  return (
    <>
      <PageHeader title="Workflow not found" />
      <EmptyState
        action={<LinkButton to="/workflows">All workflows</LinkButton>}
        title="There is no workflow at this address"
      >
        It may belong to the other environment: live and sandbox have workflows of their own.
      </EmptyState>
    </>
  )
}
