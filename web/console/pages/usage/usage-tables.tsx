/** The tables of usage: by key, by endpoint, and the numbers behind the charts. */
import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type UsageSeries, type UsageSums, usageByEndpointQuery, usageByKeyQuery } from '../../data/usage.ts'
import type { UsageRange } from '../../data/usage-ranges.ts'
import { LinkAnchor } from '../../kit/link.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { Numbers, TableSection } from './numbers.tsx'
import { formatBucket, formatCount, formatMs, formatShare, refusedOf, succeededOf } from './words.ts'

/** Who asked. */
export function KeysTable({ range }: { readonly range: UsageRange }): ReactElement {
  const { data, error, refetch } = useQuery(usageByKeyQuery(range))
  return (
    <TableSection title="By API key">
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
    </TableSection>
  )
}

/** What was asked. */
export function EndpointsTable({ range }: { readonly range: UsageRange }): ReactElement {
  const { data, error, refetch } = useQuery(usageByEndpointQuery(range))
  return (
    <TableSection title="By endpoint">
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
    </TableSection>
  )
}

interface BucketsTableProps {
  readonly series: UsageSeries
  /** `the 24 h before`. */
  readonly before: string
}

/** The numbers of both charts, newest first; buckets without a request, then and before, are left out. */
export function BucketsTable({ series, before }: BucketsTableProps): ReactElement {
  const used = series.points
    .filter(({ requests, previousRequests = 0 }) => requests + previousRequests > 0)
    .toReversed()
  const isCompared = series.points.some(({ previousRequests }) => previousRequests !== undefined)
  return (
    <TableSection title="The same in numbers">
      <Numbers
        columns={[
          ...['From', 'Requests', ...(isCompared ? [`In ${before}`] : [])],
          ...['Succeeded', '4xx', '429', '5xx', 'Busiest second'],
        ]}
        isEmpty={used.length === 0}
        label="Requests over time"
      >
        {used.map((point) => (
          <Table.Tr key={point.at}>
            <Table.Td>
              <time dateTime={point.at}>{formatBucket(point.at, series.bucketSeconds)}</time>
            </Table.Td>
            {[
              ...[point.requests, ...(isCompared ? [point.previousRequests ?? 0] : []), succeededOf(point)],
              ...[point.clientErrors, refusedOf(point), point.serverErrors],
            ].map((count, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always the same
              <Table.Td key={column} ta="end">
                {formatCount(count)}
              </Table.Td>
            ))}
            <Table.Td ta="end">
              {formatCount(point.peak.offered)} offered, {formatCount(point.peak.admitted)} admitted
            </Table.Td>
          </Table.Tr>
        ))}
      </Numbers>
    </TableSection>
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
