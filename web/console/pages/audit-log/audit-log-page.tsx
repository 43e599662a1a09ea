/** The audit log: who did what to what, from where, and proof that nothing was changed since. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { type AuditFilter, auditCsvPath, auditQuery } from '../../data/audit.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { ExportButton } from '../../kit/export-button.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { ChainNote } from './chain-note.tsx'
import { useColumns } from './columns.tsx'
import { EventDrawer } from './event-drawer.tsx'
import { countFilters, Filters } from './filters.tsx'

const route = getRouteApi('/shell/audit-log')

/** The page. */
export function AuditLogPage(): ReactElement {
  return (
    <RequireScope scope="audit:read" title="Audit log">
      <AuditLog />
    </RequireScope>
  )
}

function AuditLog(): ReactElement {
  const { cursor, event: openId, ...filter } = route.useSearch()
  const navigate = useNavigate()
  const { data, error, isFetching, refetch } = useQuery(auditQuery(filter, cursor))
  const go = (search: AuditFilter & { cursor?: string | undefined; event?: number | undefined }, replace = false) =>
    void navigate({ to: '/audit-log', search, replace, resetScroll: false })
  // The table keeps its columns from the first render on: page and filters are those of the address in that moment.
  const open = (id: number) =>
    void navigate({ to: '/audit-log', search: (old) => ({ ...old, event: id }), resetScroll: false })
  const columns = useColumns(open)
  const next = data?.nextCursor
  return (
    <>
      <PageHeader
        actions={<ExportButton path={auditCsvPath(filter)} />}
        description="Everything that was done in this organization, live and test, newest first. Rows can never be changed. An export holds the newest 100,000 rows that fit the filters."
        title="Audit log"
      />
      <ChainNote />
      <Filters filter={filter} onChange={(changed) => go(changed, true)} />
      <DataTable
        columns={columns}
        empty={<Nothing filter={filter} onClear={() => go({}, true)} />}
        error={error}
        isFetching={isFetching}
        label="Audit log"
        onFirst={cursor === undefined ? undefined : () => go(filter)}
        onNext={next === undefined ? undefined : () => go({ ...filter, cursor: next })}
        onRetry={() => void refetch()}
        onRowClick={({ id }) => open(id)}
        rowId={({ id }) => String(id)}
        rows={data?.items}
      />
      <EventDrawer
        event={data?.items.find(({ id }) => id === openId)}
        onClose={() => go({ ...filter, cursor })}
        onFilter={(changed) => go(changed)}
      />
    </>
  )
}

function Nothing({ filter, onClear }: { readonly filter: AuditFilter; readonly onClear: () => void }): ReactElement {
  if (countFilters(filter) === 0) return <EmptyState title="Nothing was done yet" />
  return (
    <EmptyState
      action={
        <Button onClick={onClear} size="xs" variant="default">
          Clear filters
        </Button>
      }
      title="No events match these filters"
    />
  )
}
