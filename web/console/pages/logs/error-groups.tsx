/** The errors of the log by code and route: how often, and since when. */
import { Anchor, Box, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useMemo } from 'react'
import { type ErrorGroup, errorGroupsQuery } from '../../data/request-logs.ts'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { HttpStatus } from '../../kit/http-status.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'

/** Nothing while there are none. `onChoose` narrows the list to the requests of a group. */
export function ErrorGroups({ onChoose }: { readonly onChoose: (group: ErrorGroup) => void }): ReactElement | null {
  const { data, error, refetch } = useQuery(errorGroupsQuery())
  const columns = useColumns(onChoose)
  if (!data || data.groups.length === 0) return null
  return (
    <Box mb="md">
      <Disclosure label={`Errors by code and route (${data.groups.length})`}>
        <DataTable
          columns={columns}
          empty={null}
          error={error}
          footer={data.isWhole ? 'Of the whole log' : 'Of the newest 20,000 errors'}
          label="Errors"
          onRetry={() => void refetch()}
          rowId={({ lastId }) => lastId}
          rows={data.groups}
        />
      </Disclosure>
    </Box>
  )
}

function useColumns(onChoose: (group: ErrorGroup) => void): ReadonlyArray<Column<ErrorGroup>> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the action does the same in every render
  return useMemo(
    () => [
      {
        id: 'code',
        header: 'Error',
        cell: ({ row: { original } }) => (
          <>
            <Text ff="monospace" size="xs">
              {original.code}
            </Text>
            <Text c="dimmed" size="xs">
              {original.title}
            </Text>
          </>
        ),
      },
      { id: 'status', header: 'Status', cell: ({ row }) => <HttpStatus status={row.original.status} /> },
      {
        id: 'route',
        header: 'Route',
        cell: ({ row: { original } }) => (
          <Anchor
            component="button"
            ff="monospace"
            onClick={() => onChoose(original)}
            size="xs"
            style={{ overflowWrap: 'anywhere' }}
            ta="start"
            type="button"
          >
            {original.method} {original.route}
          </Anchor>
        ),
      },
      { id: 'times', header: 'Requests', cell: ({ row }) => row.original.times.toLocaleString() },
      { id: 'first', header: 'First', cell: ({ row }) => <TimeAgo moment={row.original.firstAt} /> },
      {
        id: 'last',
        header: 'Last',
        cell: ({ row: { original } }) => (
          <LinkAnchor params={{ id: original.lastId }} size="sm" to="/logs/$id">
            <TimeAgo moment={original.lastAt} />
          </LinkAnchor>
        ),
      },
    ],
    [],
  )
}
