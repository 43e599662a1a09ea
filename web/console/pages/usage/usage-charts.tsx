/** The charts of usage: requests by how they ended, and the busiest second of each bucket. */
import '@mantine/charts/styles.layer.css'
import { BarChart, LineChart } from '@mantine/charts'
import { Paper, Skeleton, Text, Title } from '@mantine/core'
import { type ReactElement, type ReactNode, useId } from 'react'
import type { UsageSeries } from '../../data/usage.ts'
import { bucketWord, formatBucket, formatCount, refusedOf, succeededOf } from './words.ts'

/** The quota's line is drawn from here on; below, it would press everything else to the ground. */
const SHOWN_SHARE = 0.25
const CHART_HEIGHT = 240
/** For the names of the limits, beside their lines. */
const LABEL_WIDTH = 76

// A word for each, and for screen readers a table: colour is not the only thing that tells them apart.
const OUTCOMES = [
  { name: 'Succeeded', color: 'pine.6' },
  { name: 'Failed (4xx)', color: 'yellow.6' },
  { name: 'Refused (429)', color: 'orange.8' },
  { name: 'Failed (5xx)', color: 'red.8' },
]
const PEAKS = [
  { name: 'Offered', color: 'orange.8' },
  { name: 'Admitted', color: 'pine.6' },
]

/** Bars of each bucket, stacked by outcome; where buckets are days, with the daily quota. */
export function RequestsChart({ series }: { readonly series: UsageSeries | undefined }): ReactElement {
  const quota = series?.quotaPerBucket
  const most = Math.max(0, ...(series?.points ?? []).map(({ requests }) => requests))
  const isQuotaShown = quota !== undefined && most >= SHOWN_SHARE * quota
  const caption =
    quota === undefined
      ? 'By how they ended.'
      : isQuotaShown
        ? `By how they ended, against the daily quota of ${formatCount(quota)}. Days begin at 00:00 UTC.`
        : `By how they ended. The daily quota of ${formatCount(quota)} is far above. Days begin at 00:00 UTC.`
  return (
    <ChartCard caption={caption} title={`Requests per ${series ? bucketWord(series.bucketSeconds) : 'period'}`}>
      {series && (
        <BarChart
          barChartProps={{ accessibilityLayer: false, margin: { right: isQuotaShown ? LABEL_WIDTH : 0 } }}
          barProps={{ isAnimationActive: false }}
          data={series.points.map((point) => ({
            at: formatBucket(point.at, series.bucketSeconds),
            Succeeded: succeededOf(point),
            'Failed (4xx)': point.clientErrors,
            'Refused (429)': refusedOf(point),
            'Failed (5xx)': point.serverErrors,
          }))}
          dataKey="at"
          h={CHART_HEIGHT}
          referenceLines={
            isQuotaShown
              ? [{ y: quota, label: 'Daily quota', color: 'red.7', ifOverflow: 'extendDomain', labelPosition: 'right' }]
              : []
          }
          series={OUTCOMES}
          tooltipAnimationDuration={0}
          type="stacked"
          valueFormatter={formatCount}
          withLegend
          xAxisProps={{ minTickGap: 24 }}
          yAxisProps={{ allowDecimals: false, width: 56 }}
        />
      )}
    </ChartCard>
  )
}

/** The greatest number of requests in one second of each bucket, against the limits. */
export function PeaksChart({ series }: { readonly series: UsageSeries | undefined }): ReactElement {
  return (
    <ChartCard
      caption="The busiest single second of each period, not an average. What is offered above the limits is refused with 429."
      title="Requests in the busiest second"
    >
      {series && (
        <LineChart
          curveType="linear"
          data={series.points.map(({ at, peak }) => ({
            at: formatBucket(at, series.bucketSeconds),
            Offered: peak.offered,
            Admitted: peak.admitted,
          }))}
          dataKey="at"
          h={CHART_HEIGHT}
          lineChartProps={{ accessibilityLayer: false, margin: { right: LABEL_WIDTH } }}
          lineProps={{ isAnimationActive: false }}
          referenceLines={[
            {
              y: series.limits.ratePerSecond,
              label: `${formatCount(series.limits.ratePerSecond)} a second`,
              color: 'gray.6',
              ifOverflow: 'extendDomain',
              labelPosition: 'right',
            },
            {
              y: series.limits.burst,
              label: `Burst ${formatCount(series.limits.burst)}`,
              color: 'red.7',
              ifOverflow: 'extendDomain',
              labelPosition: 'right',
            },
          ]}
          series={PEAKS}
          tooltipAnimationDuration={0}
          valueFormatter={formatCount}
          withDots={false}
          withLegend
          xAxisProps={{ minTickGap: 24 }}
          yAxisProps={{ allowDecimals: false, width: 56 }}
        />
      )}
    </ChartCard>
  )
}

interface ChartCardProps {
  readonly title: string
  readonly caption: string
  readonly children: ReactNode
}

/** The drawing itself says nothing to screen readers: the table at the end of the page holds the same numbers. */
function ChartCard({ title, caption, children }: ChartCardProps): ReactElement {
  const id = useId()
  return (
    <Paper aria-labelledby={id} component="section" p="md" withBorder>
      <Title id={id} order={2} size="h5">
        {title}
      </Title>
      <Text c="dimmed" mb="md" size="xs">
        {caption}
      </Text>
      <div aria-hidden="true">{children ?? <Skeleton height={CHART_HEIGHT} />}</div>
    </Paper>
  )
}
