/** How the organization's keys are used, against its limits. */
import { Alert, Button, SegmentedControl, Stack, Switch } from '@mantine/core'
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, type ReactNode, useState } from 'react'
import { type UsageSeries, type UsageSummary, usageSeriesQuery, usageSummaryQuery } from '../../data/usage.ts'
import { USAGE_RANGES, type UsageRange } from '../../data/usage-ranges.ts'
import { NoRequestsYet } from '../../kit/no-requests-yet.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ErrorState, RequireScope } from '../../kit/states.tsx'
import { saveFile, toCsv } from '../../lib/save-file.ts'
import { PeaksChart } from './peaks-chart.tsx'
import { RequestsChart } from './requests-chart.tsx'
import { UsageCards, WARN_SHARE } from './usage-cards.tsx'
import { BucketsTable, EndpointsTable, KeysTable } from './usage-tables.tsx'
import { BEFORE, formatCount, formatMidnight, formatShare, succeededOf } from './words.ts'
import { WorkflowsTable } from './workflows-table.tsx'

const route = getRouteApi('/shell/usage')
const WORDS: Readonly<Record<UsageRange, string>> = {
  '1h': '1 hour',
  '24h': '24 h',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
}

/** The page. */
export function UsagePage(): ReactElement {
  return (
    <RequireScope scope="usage:read" title="Usage">
      <Usage />
    </RequireScope>
  )
}

function Usage(): ReactElement {
  const { range = '24h', compare } = route.useSearch()
  const navigate = route.useNavigate()
  const isCompared = compare === 'previous'
  const before = BEFORE[range]
  const summary = useQuery(usageSummaryQuery(range, isCompared))
  const series = useQuery(usageSeriesQuery(range, isCompared))
  const [isTableShown, setTableShown] = useState(false)
  const isEmpty = summary.data?.hasRequests === false && summary.data.today.used === 0
  return (
    <>
      <PageHeader
        actions={
          <>
            <SegmentedControl
              aria-label="Range"
              data={USAGE_RANGES.map((value) => ({ value, label: WORDS[value] }))}
              onChange={(value) =>
                void navigate({ search: (search) => ({ ...search, range: value as UsageRange }), replace: true })
              }
              size="xs"
              value={range}
            />
            <Switch
              checked={isCompared}
              label="Compare"
              onChange={({ currentTarget: { checked } }) =>
                void navigate({
                  search: (search) => ({ ...search, compare: checked ? 'previous' : undefined }),
                  replace: true,
                })
              }
              size="sm"
              title={`With ${before}`}
            />
            <Button
              disabled={!series.data}
              leftSection={<IconDownload size={16} />}
              onClick={() => series.data && saveFile(`usage-${range}.csv`, 'text/csv', toUsageCsv(series.data))}
              size="xs"
              variant="default"
            >
              Export CSV
            </Button>
          </>
        }
        description="Requests of your API keys against your limits. A request shows here within two seconds."
        title="Usage"
      />
      <Stack gap="md">
        {summary.data && <QuotaBanner {...summary.data} />}
        {summary.error && !summary.data ? (
          <Failed query={summary} title="Usage could not be loaded" />
        ) : isEmpty ? (
          <NoRequestsYet />
        ) : (
          <>
            <UsageCards before={isCompared ? before : undefined} summary={summary.data} />
            <Series before={before} query={series} />
            <EndpointsTable range={range} />
            <KeysTable range={range} />
            <WorkflowsTable range={range} />
            <div>
              <Button
                aria-expanded={isTableShown}
                onClick={() => setTableShown(!isTableShown)}
                size="xs"
                variant="default"
              >
                {isTableShown ? 'Hide the numbers' : 'Show the charts as a table'}
              </Button>
            </div>
            {isTableShown && series.data && <BucketsTable before={before} series={series.data} />}
          </>
        )}
      </Stack>
    </>
  )
}

interface Loaded<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly refetch: () => unknown
}

interface SeriesProps {
  readonly query: Loaded<UsageSeries>
  readonly before: string
}

function Series({ query, before }: SeriesProps): ReactElement {
  if (query.error && !query.data) return <Failed query={query} title="The charts could not be loaded" />
  return (
    <>
      <RequestsChart before={before} series={query.data} />
      <PeaksChart series={query.data} />
    </>
  )
}

function Failed({ query, title }: { readonly query: Loaded<unknown>; readonly title: string }): ReactElement {
  return <ErrorState error={query.error} onRetry={() => void query.refetch()} title={title} />
}

/** Said loudly before the API begins to refuse, and when it does. */
function QuotaBanner({ today: { used, quota, resetsAt } }: UsageSummary): ReactNode {
  if (used < WARN_SHARE * quota) return null
  const isOver = used >= quota
  const title = isOver ? 'Today’s requests are used up' : `${formatShare(used, quota)} of today’s requests are used`
  return (
    <Alert color={isOver ? 'red' : 'orange'} icon={<IconAlertTriangle />} title={title} variant="light">
      {isOver
        ? `Requests are refused with 429 until ${formatMidnight(resetsAt)}, when the next ${formatCount(quota)} begin.`
        : `${formatCount(quota - used)} are left until ${formatMidnight(resetsAt)}; beyond them requests are refused with 429.`}
    </Alert>
  )
}

/** Every bucket of the charts, times in UTC; with those of the stretch before where they are shown. */
function toUsageCsv({ points }: UsageSeries): string {
  const isCompared = points.some(({ previousRequests }) => previousRequests !== undefined)
  const header = ['from', 'requests', 'succeeded', 'client_errors', 'refused_by_rate', 'refused_by_quota']
  return toCsv([
    [
      ...[...header, 'server_errors', 'busiest_second_offered', 'busiest_second_admitted'],
      ...(isCompared ? ['previous_requests'] : []),
    ],
    ...points.map((point) => [
      ...[point.at, point.requests, succeededOf(point), point.clientErrors],
      ...[point.refusedByRate, point.refusedByQuota, point.serverErrors, point.peak.offered, point.peak.admitted],
      ...(isCompared ? [point.previousRequests ?? 0] : []),
    ]),
  ])
}
