/** What both charts share: the card, the legend by which lines are hidden and shown, and the box beside the pointer. */
import { Box, Group, Paper, Skeleton, Text, Title, UnstyledButton } from '@mantine/core'
import { type ReactElement, type ReactNode, useId, useState } from 'react'
import classes from './charts.module.css'

export const CHART_HEIGHT = 240

/** One line or one part of the bars; its shape tells it from the others as well as its colour. */
export interface ChartPart {
  readonly name: string
  readonly color: string
  readonly shape: 'bar' | 'line' | 'dashed'
  /** Of the whole range, beside its name. */
  readonly total?: string
}

interface ChartCardProps {
  readonly title: string
  readonly caption: string
  readonly legend?: ReactNode
  /** Undefined while it is on its way. */
  readonly children: ReactNode
}

/** The drawing itself says nothing to screen readers: the table at the end of the page holds the same numbers. */
export function ChartCard({ title, caption, legend, children }: ChartCardProps): ReactElement {
  const id = useId()
  return (
    <Paper aria-labelledby={id} component="section" miw={0} p="md" withBorder>
      <Title id={id} order={2} size="h5">
        {title}
      </Title>
      <Text c="dimmed" mb="sm" size="xs">
        {caption}
      </Text>
      {legend}
      <div aria-hidden="true">{children ?? <Skeleton height={CHART_HEIGHT} />}</div>
    </Paper>
  )
}

/** The names of parts that the reader has hidden. */
export function useHiddenParts(): { hidden: ReadonlySet<string>; toggle: (name: string) => void } {
  const [hidden, setHidden] = useState<readonly string[]>([])
  const toggle = (name: string) => {
    setHidden(hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name])
  }
  return { hidden: new Set(hidden), toggle }
}

interface LegendProps {
  readonly label: string
  readonly parts: readonly ChartPart[]
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (name: string) => void
}

/** Each part is a button that hides and shows it. */
export function ChartLegend({ label, parts, hidden, onToggle }: LegendProps): ReactElement {
  return (
    <Group aria-label={label} gap={4} mb="sm" ml={-6} role="group">
      {parts.map((part) => (
        <UnstyledButton
          aria-pressed={!hidden.has(part.name)}
          className={classes.legendItem}
          key={part.name}
          onClick={() => onToggle(part.name)}
        >
          <Swatch {...part} />
          <span className={classes.legendName}>{part.name}</span>
          {part.total !== undefined && <span className={classes.legendTotal}>{part.total}</span>}
        </UnstyledButton>
      ))}
    </Group>
  )
}

interface ChartTipProps {
  readonly title: string
  readonly rows: ReadonlyArray<{ readonly part?: ChartPart; readonly name: string; readonly value: string }>
}

/** The numbers of the bucket under the pointer. */
export function ChartTip({ title, rows }: ChartTipProps): ReactElement {
  return (
    <Box className={classes.tip}>
      <Text fw={600} mb={4} size="xs">
        {title}
      </Text>
      {rows.map(({ part, name, value }) => (
        <Group gap={8} key={name} wrap="nowrap">
          {part ? <Swatch {...part} /> : <span className={classes.swatch} />}
          <Text component="span" flex={1} size="xs">
            {name}
          </Text>
          <Text className="tabular" component="span" fw={part ? 400 : 600} size="xs">
            {value}
          </Text>
        </Group>
      ))}
    </Box>
  )
}

function Swatch({ color, shape }: ChartPart): ReactElement {
  return (
    <svg aria-hidden="true" className={classes.swatch} height="12" viewBox="0 0 16 12" width="16">
      {shape === 'bar' ? (
        <rect fill={color} height="12" rx="2" width="12" x="2" />
      ) : (
        <line
          stroke={color}
          strokeDasharray={shape === 'dashed' ? '4 3' : undefined}
          strokeWidth="2"
          x1="0"
          x2="16"
          y1="6"
          y2="6"
        />
      )}
    </svg>
  )
}
