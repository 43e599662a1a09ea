/** The tables of usage: by key, by endpoint, and the numbers behind the charts. */
import { Box, Paper, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useId } from 'react'
import { type UsageSeries, type UsageSums, usageByEndpointQuery, usageByKeyQuery } from '../../data/usage.ts'
import type { UsageRange } from '../../data/usage-ranges.ts'
import { LinkAnchor } from '../../kit/link.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { useScrollable } from '../../kit/use-scrollable.ts'
import { formatBucket, formatCount, formatMs, formatShare, refusedOf, succeededOf } from './words.ts'

/** Who asked. */
export function KeysTable({ range }: { readonly range: UsageRange }): ReactElement {
  const { data, error, refetch } = useQuery(usageByKeyQuery(range))
  return (
    <Section title="By API key">
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} title="The keys could not be loaded" />
      ) : (
        <Numbers
          columns={['Key', 'Requests', 'Refused', 'Errors']}
          isEmpty={data?.length === 0}
          label="Usage by API key"
        >
          {data?.map(({ apiKey, ...sums }) => (
            <Table.Tr key={apiKey.id}>
              <Table.Td>
                <LinkAnchor search={{ apiKeyId: apiKey.id }} size="sm" to="/logs">
                  {apiKey.name ?? 'A key that is gone'}
                </LinkAnchor>
                <Text c="dimmed" ff="monospace" size="xs">
                  {apiKey.display}
                </Text>
              </Table.Td>
              <Counts {...sums} />
            </Table.Tr>
          ))}
        </Numbers>
      )}
    </Section>
  )
}

/** What was asked. */
export function EndpointsTable({ range }: { readonly range: UsageRange }): ReactElement {
  const { data, error, refetch } = useQuery(usageByEndpointQuery(range))
  return (
    <Section title="By endpoint">
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} title="The endpoints could not be loaded" />
      ) : (
        <Numbers
          columns={['Endpoint', 'Requests', 'Refused', 'Errors', 'p50', 'p95']}
          isEmpty={data?.length === 0}
          label="Usage by endpoint"
        >
          {data?.map(({ endpoint: { method, route }, latency, ...sums }) => (
            <Table.Tr key={`${method} ${route}`}>
              <Table.Td>
                <LinkAnchor ff="monospace" search={{ method, route }} size="xs" to="/logs">
                  {method} {route}
                </LinkAnchor>
              </Table.Td>
              <Counts {...sums} />
              <Table.Td ta="end">{latency ? formatMs(latency.p50Ms) : '–'}</Table.Td>
              <Table.Td ta="end">{latency ? formatMs(latency.p95Ms) : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Numbers>
      )}
    </Section>
  )
}

/** The numbers of both charts, newest first; buckets without a request are left out. */
export function BucketsTable({ series }: { readonly series: UsageSeries }): ReactElement {
  const used = series.points.filter(({ requests }) => requests > 0).toReversed()
  return (
    <Section title="The same in numbers">
      <Numbers
        columns={['From', 'Requests', 'Succeeded', '4xx', '429', '5xx', 'Busiest second']}
        isEmpty={used.length === 0}
        label="Requests over time"
      >
        {used.map((point) => (
          <Table.Tr key={point.at}>
            <Table.Td>
              <time dateTime={point.at}>{formatBucket(point.at, series.bucketSeconds)}</time>
            </Table.Td>
            {[point.requests, succeededOf(point), point.clientErrors, refusedOf(point), point.serverErrors].map(
              (count, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always the same
                <Table.Td key={column} ta="end">
                  {formatCount(count)}
                </Table.Td>
              ),
            )}
            <Table.Td ta="end">
              {formatCount(point.peak.offered)} offered, {formatCount(point.peak.admitted)} admitted
            </Table.Td>
          </Table.Tr>
        ))}
      </Numbers>
    </Section>
  )
}

function Counts(sums: UsageSums): ReactElement {
  const errors = sums.clientErrors + sums.serverErrors
  return (
    <>
      <Table.Td ta="end">{formatCount(sums.requests)}</Table.Td>
      <Table.Td ta="end">{formatCount(refusedOf(sums))}</Table.Td>
      <Table.Td ta="end">
        {formatCount(errors)} ({formatShare(errors, sums.requests)})
      </Table.Td>
    </>
  )
}

interface NumbersProps {
  readonly label: string
  /** The first is words, the others are numbers. */
  readonly columns: readonly string[]
  readonly isEmpty: boolean
  readonly children: ReactNode
}

function Numbers({ label, columns, isEmpty, children }: NumbersProps): ReactElement {
  const { ref, isScrollable } = useScrollable()
  if (isEmpty) {
    return (
      <Text c="dimmed" size="sm">
        No requests in this range.
      </Text>
    )
  }
  return (
    <Box
      ref={ref}
      style={{ overflowX: 'auto' }}
      {...(isScrollable && { role: 'region', tabIndex: 0, 'aria-label': `${label}, scrolls sideways` })}
    >
      <Table aria-label={label} miw={480}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, place) => (
              <Table.Th key={column} scope="col" ta={place === 0 ? 'start' : 'end'}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Box>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const id = useId()
  return (
    <Paper aria-labelledby={id} component="section" miw={0} p="md" withBorder>
      <Title id={id} mb="xs" order={2} size="h5">
        {title}
      </Title>
      {children}
    </Paper>
  )
}
