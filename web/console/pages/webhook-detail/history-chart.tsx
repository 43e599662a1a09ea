/** What came of an endpoint's deliveries, hour by hour: what arrived stands above the line, what did not below it. */
import { Group, Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useId } from 'react'
import { type DeliveryHistory, type DeliveryState, deliveryHistoryQuery } from '../../data/webhooks.ts'
import { STATE_WORDS } from '../webhooks/words.ts'
import classes from './history-chart.module.css'

const STEP = 8
const HALF = 40
const STATES: readonly DeliveryState[] = ['delivered', 'failed', 'waiting']

const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' })
const hour = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' })

/** Nothing until something was sent. */
export function HistoryChart({ endpointId }: { readonly endpointId: string }): ReactElement | null {
  const { data } = useQuery(deliveryHistoryQuery(endpointId))
  if (!data) return null
  const totals = STATES.map((state) => ({ state, count: data.hours.reduce((sum, one) => sum + one[state], 0) }))
  if (totals.every(({ count }) => count === 0)) return null
  return <Chart history={data} totals={totals} />
}

interface ChartProps {
  readonly history: DeliveryHistory
  readonly totals: ReadonlyArray<{ readonly state: DeliveryState; readonly count: number }>
}

function Chart({ history: { hours, isWhole }, totals }: ChartProps): ReactElement {
  const id = useId()
  const said = totals.map(({ state, count }) => `${count.toLocaleString()} ${STATE_WORDS[state].toLowerCase()}`)
  return (
    <Paper aria-labelledby={id} component="section" mb="md" p="md" withBorder>
      <Group gap="xs" justify="space-between" mb="xs">
        <Title id={id} order={2} size="h5">
          Last 3 days
        </Title>
        <Group gap="md">
          {totals.map(({ state, count }) => (
            <Group gap={6} key={state} wrap="nowrap">
              <span aria-hidden="true" className={classes.swatch} data-state={state} />
              <Text className="tabular" size="xs">
                {STATE_WORDS[state]} {count.toLocaleString()}
              </Text>
            </Group>
          ))}
        </Group>
      </Group>
      <svg
        aria-label={`Deliveries by hour of the last 3 days: ${said.join(', ')}. ${sayWorst(hours)}`}
        className={classes.chart}
        preserveAspectRatio="none"
        role="img"
        viewBox={`0 0 ${hours.length * STEP} ${2 * HALF}`}
      >
        <Bars hours={hours} />
        <line className={classes.axis} x1="0" x2={hours.length * STEP} y1={HALF} y2={HALF} />
      </svg>
      <Group justify="space-between">
        {[0, 24, 48].map((at) => (
          <Text c="dimmed" key={at} size="xs">
            {day.format(new Date(hours[at]?.startsAt ?? 0))}
          </Text>
        ))}
        <Text c="dimmed" size="xs">
          Now
        </Text>
      </Group>
      {!isWhole && (
        <Text c="dimmed" mt={4} size="xs">
          Of the newest 50,000 deliveries.
        </Text>
      )}
    </Paper>
  )
}

/** Both directions have one measure. */
function Bars({ hours }: Pick<DeliveryHistory, 'hours'>): ReactElement {
  const most = Math.max(1, ...hours.map(({ delivered, failed, waiting }) => Math.max(delivered, failed + waiting)))
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (HALF - 2)))
  return (
    <>
      {hours.map(({ startsAt, delivered, failed, waiting }, place) => {
        const [up, down, further] = [scale(delivered), scale(failed), scale(waiting)]
        const box = { width: STEP - 2, x: place * STEP + 1 }
        return (
          <g key={startsAt}>
            <title>
              {hour.format(new Date(startsAt))}: {delivered} delivered, {failed} failed, {waiting} waiting
            </title>
            <rect className={classes.hour} height={2 * HALF} width={STEP} x={place * STEP} y={0} />
            <rect {...box} className={classes.bar} data-state="delivered" height={up} y={HALF - up} />
            <rect {...box} className={classes.bar} data-state="failed" height={down} y={HALF} />
            <rect {...box} className={classes.bar} data-state="waiting" height={further} y={HALF + down} />
          </g>
        )
      })}
    </>
  )
}

/** For those who do not see the bars. */
function sayWorst(hours: DeliveryHistory['hours']): string {
  const [worst] = [...hours].sort((a, b) => b.failed + b.waiting - a.failed - a.waiting)
  if (!worst || worst.failed + worst.waiting === 0) return 'None failed.'
  return `Most that did not arrive: ${worst.failed + worst.waiting}, in the hour of ${hour.format(new Date(worst.startsAt))}.`
}
