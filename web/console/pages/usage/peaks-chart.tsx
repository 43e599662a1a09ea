/** The chart of the busiest second of each bucket, against the limits. */
import '@mantine/charts/styles.layer.css'
import { CompositeChart } from '@mantine/charts'
import type { ReactElement } from 'react'
import type { UsageSeries } from '../../data/usage.ts'
import { CHART_HEIGHT, ChartCard, ChartLegend, type ChartPart, ChartTip, useHiddenParts } from './chart-card.tsx'
import { nameBucket, toTimeAxis } from './requests-chart.tsx'
import { formatCount, formatShort } from './words.ts'

/** For the names of the limits, beside their lines. */
const LABEL_WIDTH = 76

const OFFERED = {
  name: 'Offered',
  color: 'light-dark(var(--mantine-color-orange-8), var(--mantine-color-orange-5))',
  shape: 'dashed',
} as const satisfies ChartPart
const ADMITTED = { name: 'Admitted', color: 'var(--mantine-color-pine-6)', shape: 'line' } as const satisfies ChartPart
const PARTS: readonly ChartPart[] = [OFFERED, ADMITTED]

/** The greatest number of requests in one second of each bucket. */
export function PeaksChart({ series }: { readonly series: UsageSeries | undefined }): ReactElement {
  const { hidden, toggle } = useHiddenParts()
  return (
    <ChartCard
      caption="The busiest single second of each period, not an average. What is offered above the limits is refused with 429."
      legend={series && <ChartLegend hidden={hidden} label="Shown peaks" onToggle={toggle} parts={PARTS} />}
      title="Requests in the busiest second"
    >
      {series && <Drawing parts={PARTS.filter(({ name }) => !hidden.has(name))} series={series} />}
    </ChartCard>
  )
}

function Drawing({ series, parts }: { readonly series: UsageSeries; readonly parts: readonly ChartPart[] }) {
  const { points, bucketSeconds, limits } = series
  const limit = (y: number, label: string, color: string) =>
    ({ y, label, color, ifOverflow: 'extendDomain', labelPosition: 'right', strokeDasharray: '2 2' }) as const
  return (
    <CompositeChart
      composedChartProps={{ accessibilityLayer: false, margin: { right: LABEL_WIDTH } }}
      curveType="linear"
      data={points.map(({ at, peak }) => ({ at, Offered: peak.offered, Admitted: peak.admitted }))}
      dataKey="at"
      h={CHART_HEIGHT}
      referenceLines={[
        limit(limits.ratePerSecond, `${formatCount(limits.ratePerSecond)} a second`, 'gray.6'),
        limit(limits.burst, `Burst ${formatCount(limits.burst)}`, 'red.7'),
      ]}
      series={parts.map(({ name, color, shape }) => ({
        ...{ name, color, type: 'line' },
        ...(shape === 'dashed' && { strokeDasharray: '4 3' }),
      }))}
      strokeWidth={1.5}
      tooltipProps={{
        content: ({ label }) => {
          const point = points.find(({ at }) => at === label)
          if (!point) return null
          const rows = [
            { part: OFFERED, name: OFFERED.name, value: `${formatCount(point.peak.offered)} in a second` },
            { part: ADMITTED, name: ADMITTED.name, value: `${formatCount(point.peak.admitted)} in a second` },
          ]
          return <ChartTip rows={rows} title={nameBucket(series, point)} />
        },
      }}
      withDots={false}
      xAxisProps={toTimeAxis(points, bucketSeconds)}
      yAxisProps={{ allowDecimals: false, tickFormatter: formatShort, width: 48 }}
    />
  )
}
