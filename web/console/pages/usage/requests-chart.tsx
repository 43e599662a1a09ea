/** The chart of requests by how they ended, beside those of the stretch before where that is wanted. */
import '@mantine/charts/styles.layer.css'
import { CompositeChart } from '@mantine/charts'
import { type ReactElement, useMemo } from 'react'
import type { UsagePoint, UsageSeries } from '../../data/usage.ts'
import { chooseMarks, nameMark } from './axis.ts'
import { CHART_HEIGHT, ChartCard, ChartLegend, type ChartPart, ChartTip, useHiddenParts } from './chart-card.tsx'
import { bucketWord, formatCount, formatShort, formatSpan, refusedOf, succeededOf } from './words.ts'

/** The quota's line is drawn from here on; below, it would press everything else to the ground. */
const SHOWN_SHARE = 0.25
/** For the name of the quota, beside its line. */
const LABEL_WIDTH = 76

// Apart in lightness and in blue against yellow, so that they differ without red and green, too.
const OUTCOMES = [
  { name: 'Succeeded', color: 'var(--mantine-color-pine-6)', of: succeededOf },
  {
    name: 'Failed (4xx)',
    color: 'light-dark(var(--mantine-color-yellow-8), var(--mantine-color-yellow-5))',
    of: ({ clientErrors }: UsagePoint) => clientErrors,
  },
  {
    name: 'Refused (429)',
    color: 'light-dark(var(--mantine-color-indigo-7), var(--mantine-color-indigo-5))',
    of: refusedOf,
  },
  {
    name: 'Failed (5xx)',
    color: 'light-dark(var(--mantine-color-red-9), var(--mantine-color-red-7))',
    of: ({ serverErrors }: UsagePoint) => serverErrors,
  },
] as const
const PREVIOUS_COLOR = 'var(--mantine-color-dimmed)'

interface RequestsChartProps {
  readonly series: UsageSeries | undefined
  /** `the 24 h before`. */
  readonly before: string
}

/** Bars of each bucket, stacked by outcome; where buckets are days, with the daily quota. */
export function RequestsChart({ series, before }: RequestsChartProps): ReactElement {
  const { hidden, toggle } = useHiddenParts()
  const parts = useMemo(() => (series ? listParts(series, before) : []), [series, before])
  const most = Math.max(0, ...(series?.points ?? []).map(({ requests }) => requests))
  const quota = series?.quotaPerBucket
  const shownQuota = quota !== undefined && most >= SHOWN_SHARE * quota ? quota : undefined
  return (
    <ChartCard
      caption={sayCaption(quota, shownQuota !== undefined)}
      legend={series && <ChartLegend hidden={hidden} label="Shown requests" onToggle={toggle} parts={parts} />}
      title={`Requests per ${series ? bucketWord(series.bucketSeconds) : 'period'}`}
    >
      {series && <Drawing hidden={hidden} parts={parts} quota={shownQuota} series={series} />}
    </ChartCard>
  )
}

interface DrawingProps {
  readonly series: UsageSeries
  readonly parts: readonly ChartPart[]
  readonly hidden: ReadonlySet<string>
  readonly quota: number | undefined
}

function Drawing({ series, parts, hidden, quota }: DrawingProps): ReactElement {
  const { points, bucketSeconds } = series
  const shown = parts.filter(({ name }) => !hidden.has(name))
  return (
    <CompositeChart
      barProps={{ stackId: 'outcomes', stroke: 'var(--mantine-color-body)', strokeWidth: 0.5 }}
      composedChartProps={{ accessibilityLayer: false, margin: { right: quota === undefined ? 8 : LABEL_WIDTH } }}
      curveType="linear"
      data={points.map((point) => ({
        at: point.at,
        ...Object.fromEntries(OUTCOMES.map(({ name, of }) => [name, of(point)])),
        ...Object.fromEntries(parts.filter(isPrevious).map(({ name }) => [name, point.previousRequests])),
      }))}
      dataKey="at"
      h={CHART_HEIGHT}
      lineProps={{ strokeWidth: 1.5 }}
      maxBarWidth={28}
      referenceLines={
        quota === undefined
          ? []
          : [{ y: quota, label: 'Daily quota', color: 'red.7', ifOverflow: 'extendDomain', labelPosition: 'right' }]
      }
      series={shown.map((part) => ({
        ...{ name: part.name, color: part.color },
        ...(isPrevious(part) ? { type: 'line', strokeDasharray: '4 3' } : { type: 'bar' }),
      }))}
      tooltipProps={{
        content: ({ label }) => {
          const point = points.find(({ at }) => at === label)
          return point && <Tip parts={parts} point={point} title={nameBucket(series, point)} />
        },
      }}
      withDots={false}
      xAxisProps={toTimeAxis(points, bucketSeconds)}
      yAxisProps={{ allowDecimals: false, tickFormatter: formatShort, width: 48 }}
    />
  )
}

interface TipProps {
  readonly title: string
  readonly point: UsagePoint
  readonly parts: readonly ChartPart[]
}

function Tip({ title, point, parts }: TipProps): ReactElement {
  return (
    <ChartTip
      rows={[
        ...OUTCOMES.flatMap(({ name, of }) => {
          const part = parts.find((other) => other.name === name)
          return part ? [{ part, name, value: formatCount(of(point)) }] : []
        }),
        { name: 'All', value: formatCount(point.requests) },
        ...parts.filter(isPrevious).map((part) => {
          const count = point.previousRequests
          return { part, name: part.name, value: count === undefined ? '–' : formatCount(count) }
        }),
      ]}
      title={title}
    />
  )
}

/** A bucket in the words of both charts; the last one is still under way. */
export function nameBucket({ points, bucketSeconds }: UsageSeries, point: UsagePoint): string {
  const name = formatSpan(point.at, bucketSeconds)
  return point === points.at(-1) ? `${name}, so far` : name
}

/** The axis of time of both charts. */
export function toTimeAxis(points: readonly UsagePoint[], bucketSeconds: number) {
  return {
    ticks: chooseMarks(
      points.map(({ at }) => at),
      bucketSeconds,
    ),
    tickFormatter: (at: string) => nameMark(at, bucketSeconds),
    interval: 'equidistantPreserveStart',
    minTickGap: 16,
  } as const
}

function listParts({ points }: UsageSeries, before: string): ChartPart[] {
  const total = (of: (point: UsagePoint) => number) => formatCount(points.reduce((sum, point) => sum + of(point), 0))
  const outcomes = OUTCOMES.map(({ name, color, of }) => ({ name, color, shape: 'bar' as const, total: total(of) }))
  if (!points.some(({ previousRequests }) => previousRequests !== undefined)) return outcomes
  const previous = total(({ previousRequests = 0 }) => previousRequests)
  return [...outcomes, { name: `All, ${before}`, color: PREVIOUS_COLOR, shape: 'dashed', total: previous }]
}

function isPrevious({ shape }: ChartPart): boolean {
  return shape === 'dashed'
}

function sayCaption(quota: number | undefined, isQuotaShown: boolean): string {
  if (quota === undefined) return 'By how they ended.'
  const days = 'Days begin at 00:00 UTC.'
  return isQuotaShown
    ? `By how they ended, against the daily quota of ${formatCount(quota)}. ${days}`
    : `By how they ended. The daily quota of ${formatCount(quota)} is far above. ${days}`
}
