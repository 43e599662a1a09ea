/** Every request of the organization's keys, newest first. */
import { Badge, Button, Group, Switch, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { type RequestLog, type RequestLogFilter, requestLogsQuery } from '../../data/request-logs.ts'
import { CopyId } from '../../kit/copy.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { HttpStatus } from '../../kit/http-status.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { NoRequestsYet } from '../../kit/no-requests-yet.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { ErrorGroups } from './error-groups.tsx'
import { LogFilters } from './log-filters.tsx'

const route = getRouteApi('/shell/logs')
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat(undefined, {
  ...{ day: 'numeric', month: 'short' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
})
const milliseconds = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

/** The page. */
export function LogsPage(): ReactElement {
  return (
    <RequireScope scope="usage:read" title="Logs">
      <Logs />
    </RequireScope>
  )
}

function Logs(): ReactElement {
  const { live, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  // Later pages stand still: what comes would push their rows away under the reader.
  const isLive = live !== 'off' && filter.cursor === undefined
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(requestLogsQuery(filter, isLive))
  const change = (next: RequestLogFilter) =>
    void navigate({ search: (search) => ({ ...search, cursor: undefined, ...next }), replace: true })
  const toPage = (cursor: string | undefined) => void navigate({ search: (search) => ({ ...search, cursor }) })
  const setLive = (isOn: boolean) =>
    void navigate({ search: (search) => ({ ...search, live: isOn ? undefined : 'off' }), replace: true })
  const clear = () => void navigate({ search: { live }, replace: true })
  const { cursor, ...narrowed } = filter
  const isNarrowed = Object.values(narrowed).some((value) => value !== undefined)
  return (
    <>
      <PageHeader
        actions={
          <Switch
            checked={isLive}
            disabled={cursor !== undefined}
            label="Live"
            onChange={(event) => setLive(event.currentTarget.checked)}
          />
        }
        description={
          <>
            Requests made with your API keys. Bodies, headers, keys and the values of queries are never stored
            {data && `; a request stays here for ${data.keptDays} days`}.
          </>
        }
        title="Logs"
      />
      <ErrorGroups
        onChoose={({ status, method, route: pattern }) =>
          void navigate({ search: { live, status: String(status), method, route: pattern } })
        }
      />
      <LogFilters filter={filter} onChange={change} onClear={clear} />
      <DataTable
        columns={COLUMNS}
        empty={
          isNarrowed || cursor !== undefined ? (
            <NothingFits onClear={clear} onFurther={() => toPage(data?.nextCursor)} searchedTo={data?.searchedTo} />
          ) : (
            <NoRequestsYet />
          )
        }
        error={error}
        footer={
          <>
            {isLive && !error ? 'Renewed every two seconds' : 'Not renewed'}
            {data?.searchedTo !== undefined && ` · searched back to ${moment.format(new Date(data.searchedTo))} so far`}
          </>
        }
        isFetching={isPlaceholderData && isFetching}
        label="Requests"
        onFirst={cursor === undefined ? undefined : () => toPage(undefined)}
        onNext={data?.nextCursor === undefined ? undefined : () => toPage(data.nextCursor)}
        onRetry={() => void refetch()}
        onRowClick={({ id }) => void navigate({ to: '/logs/$id', params: { id } })}
        rowId={({ id }) => id}
        rows={data?.items}
      />
    </>
  )
}

interface NothingFitsProps {
  /** Where the search rested; undefined when it came to the end of the log. */
  readonly searchedTo: string | undefined
  readonly onFurther: () => void
  readonly onClear: () => void
}

/** One answer looks at some thousand requests only: beyond them the reader decides to go on. */
function NothingFits({ searchedTo, onFurther, onClear }: NothingFitsProps): ReactElement {
  return (
    <EmptyState
      action={
        <Group gap="xs">
          {searchedTo !== undefined && (
            <Button onClick={onFurther} size="xs">
              Search further back
            </Button>
          )}
          <Button onClick={onClear} size="xs" variant="default">
            Clear filters
          </Button>
        </Group>
      }
      title={
        searchedTo === undefined
          ? 'No requests match these filters'
          : `No request fits back to ${moment.format(new Date(searchedTo))}`
      }
    />
  )
}

/** To the second, as logs are read; the tooltip has the moment in UTC. */
function Clock({ at }: { readonly at: string }): ReactElement {
  return (
    <Tooltip label={at}>
      <Text className="tabular" component="time" dateTime={at} inherit>
        {clock.format(new Date(at))}
      </Text>
    </Tooltip>
  )
}

/** On one line, cut where it is too long for the table. */
function Line({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Text component="span" display="block" inherit maw={180} truncate>
      {children}
    </Text>
  )
}

const COLUMNS: ReadonlyArray<Column<RequestLog>> = [
  {
    id: 'at',
    header: 'Time',
    cell: ({ row: { original: log } }) => <Clock at={log.at} />,
  },
  {
    id: 'request',
    header: 'Request',
    cell: ({ row: { original: log } }) => (
      <>
        <LinkAnchor
          display="block"
          ff="monospace"
          miw={{ base: 0, md: 200 }}
          params={{ id: log.id }}
          size="xs"
          style={{ overflowWrap: 'anywhere' }}
          to="/logs/$id"
        >
          {log.method} {log.path}
        </LinkAnchor>
        {log.error && (
          <Text c="dimmed" size="xs">
            {log.error.code}
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ row: { original: log } }) => (
      <Group gap={4} wrap="nowrap">
        <HttpStatus status={log.status} />
        {log.times > 1 && (
          <Tooltip label={`${log.times} requests of the same second, refused alike`}>
            <Badge color="gray" flex="none" radius="sm" variant="light">
              ×{log.times}
            </Badge>
          </Tooltip>
        )}
      </Group>
    ),
  },
  { id: 'ms', header: 'Duration', cell: ({ row }) => <Line>{milliseconds.format(row.original.ms)} ms</Line> },
  { id: 'key', header: 'API key', cell: ({ row }) => <Line>{row.original.apiKey.name ?? 'A key that is gone'}</Line> },
  {
    id: 'requestId',
    header: 'Request id',
    cell: ({ row }) => <CopyId id={row.original.requestId} isShort label="request id" />,
  },
]
