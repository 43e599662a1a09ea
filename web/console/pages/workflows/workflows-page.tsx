/** /workflows: every workflow with what came of its sessions lately. */
import { Group, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { stepCatalogueQuery, workflowsQuery } from '../../data/workflows.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { SearchInput } from '../../kit/search-input.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { workflowColumns } from './columns.tsx'
import { Templates } from './templates-grid.tsx'
import { useWorkflowActions } from './use-workflow-actions.ts'

/** The page. */
export function WorkflowsPage(): ReactElement {
  return (
    <RequireScope scope="workflows:read" title="Workflows">
      <WorkflowList />
    </RequireScope>
  )
}

function WorkflowList(): ReactElement {
  const { can, environment } = useOrganization()
  const canWrite = can('workflows:write')
  const { q = '', status } = useSearch({ from: '/shell/workflows' })
  const navigate = useNavigate()
  const { data, error, refetch, isFetching } = useQuery(workflowsQuery())
  const { data: catalogue } = useQuery(stepCatalogueQuery())
  const actions = useWorkflowActions()
  const found = data?.filter(
    (item) => item.name.toLowerCase().includes(q.trim().toLowerCase()) && (!status || item.status === status),
  )
  const isUnused = data?.every(({ isFixture }) => isFixture) ?? false
  const change = (search: { q?: string | undefined; status?: 'active' | 'inactive' | undefined }) =>
    void navigate({ to: '/workflows', search: { q: q || undefined, status, ...search }, replace: true })

  return (
    <>
      <PageHeader
        actions={
          canWrite && (
            <LinkButton leftSection={<IconPlus aria-hidden="true" size={16} />} to="/workflows/new">
              New workflow
            </LinkButton>
          )
        }
        description={
          environment === 'sandbox'
            ? 'Ordered steps that an applicant goes through. In the sandbox they are free and take test data; deepidv’s own sandbox has fixed examples only, here a test key can create workflows, too.'
            : 'Ordered steps that an applicant goes through. Sessions stay on the version they began with.'
        }
        title="Workflows"
      />
      {data !== undefined && data.length > 0 && (
        <Group gap="sm" mb="md">
          <SearchInput
            aria-label="Search workflows"
            flex={{ base: '1 1 100%', xs: '1 1 14rem' }}
            maw={{ base: '100%', xs: 320 }}
            onSearch={(text) => change({ q: text })}
            placeholder="Search by name"
            text={q}
          />
          <Select
            aria-label="Status"
            clearable
            clearButtonProps={{ 'aria-label': 'Any status' }}
            data={[
              { value: 'active', label: 'Active' },
              { value: 'inactive', label: 'Archived' },
            ]}
            onChange={(next) => change({ status: next === 'active' || next === 'inactive' ? next : undefined })}
            placeholder="Any status"
            value={status ?? null}
            w={{ base: '100%', xs: 160 }}
          />
        </Group>
      )}
      {(data === undefined || data.length > 0) && (
        <DataTable
          columns={workflowColumns({ actions, canWrite, environment, offered: catalogue?.items ?? [] })}
          empty={
            <EmptyState
              action={
                <LinkButton search={{}} to="/workflows" variant="default">
                  Clear filters
                </LinkButton>
              }
              title="No workflow fits the filters"
            />
          }
          error={error}
          isFetching={isFetching}
          label="Workflows"
          onRetry={() => void refetch()}
          onRowClick={({ id }) => void navigate({ to: '/workflows/$id', params: { id } })}
          rowId={({ id }) => id}
          rows={found}
          skeletonRows={4}
        />
      )}
      {isUnused && <Templates canWrite={canWrite} isFirst={data?.length === 0} offered={catalogue?.items ?? []} />}
    </>
  )
}
