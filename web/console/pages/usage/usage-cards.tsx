/** The numbers of a range at a glance, each beside what it is measured against. */
import { Group, Paper, Progress, SimpleGrid, Skeleton, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { UsageSummary } from '../../data/usage.ts'
import {
  errorShareOf,
  formatCount,
  formatMidnight,
  formatMs,
  formatShare,
  refusedOf,
  sayChange,
  sayPoints,
  succeededOf,
} from './words.ts'

/** Of the day's quota: from here on it is worth a look. */
export const WARN_SHARE = 0.8

interface UsageCardsProps {
  readonly summary: UsageSummary | undefined
  /** `the 24 h before`; undefined: the numbers are not compared. */
  readonly before: string | undefined
}

/** Six cards; skeletons of them while `summary` is on its way. */
export function UsageCards({ summary, before }: UsageCardsProps): ReactElement {
  return (
    <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm">
      {CARDS.map(({ label, value, note, change }) => (
        <Card
          change={summary && before !== undefined ? change(summary, before) : undefined}
          isCompared={before !== undefined}
          key={label}
          label={label}
          note={summary && note(summary)}
          value={summary && value(summary)}
        />
      ))}
    </SimpleGrid>
  )
}

interface CardWords {
  readonly label: string
  readonly value: (summary: UsageSummary) => ReactNode
  readonly note: (summary: UsageSummary) => string
  readonly change: (summary: UsageSummary, before: string) => string
}

const CARDS: readonly CardWords[] = [
  {
    label: 'Requests',
    value: ({ requests }) => formatCount(requests),
    note: (summary) => `${formatCount(succeededOf(summary))} succeeded`,
    change: ({ requests, previous }, before) => sayChange(requests, previous?.requests, before),
  },
  {
    label: 'Error rate',
    value: ({ clientErrors, serverErrors, requests }) => formatShare(clientErrors + serverErrors, requests),
    note: ({ clientErrors, serverErrors }) =>
      `${formatCount(clientErrors)} of 4xx, ${formatCount(serverErrors)} of 5xx`,
    change: (summary, before) =>
      sayPoints(errorShareOf(summary), summary.previous && errorShareOf(summary.previous), before),
  },
  {
    label: 'Response time',
    value: ({ latency }) => (latency ? formatMs(latency.p50Ms) : '–'),
    note: ({ latency }) => (latency ? `median; 95 of 100 within ${formatMs(latency.p95Ms)}` : 'No requests yet'),
    change: ({ latency, previous }, before) => sayChange(latency?.p50Ms, previous?.latency?.p50Ms, before),
  },
  {
    label: 'Requests today',
    value: (summary) => <Today {...summary} />,
    note: ({ today }) => `Resets at ${formatMidnight(today.resetsAt)}`,
    change: ({ today }) => sayChange(today.used, today.usedYesterday, 'yesterday by this time'),
  },
  {
    label: 'Refused with 429',
    value: (summary) => formatCount(refusedOf(summary)),
    note: ({ refusedByRate, refusedByQuota }) =>
      `${formatCount(refusedByRate)} by the rate, ${formatCount(refusedByQuota)} by the daily quota`,
    change: (summary, before) => sayChange(refusedOf(summary), summary.previous && refusedOf(summary.previous), before),
  },
  {
    label: 'Peak requests per second',
    value: ({ peak }) => formatCount(peak.offered),
    note: ({ peak, limits }) =>
      `${formatCount(peak.admitted)} admitted · limit ${formatCount(limits.ratePerSecond)}, burst ${formatCount(limits.burst)}`,
    change: ({ peak, previous }, before) => sayChange(peak.offered, previous?.peak.offered, before),
  },
]

function Today({ today }: UsageSummary): ReactElement {
  const { used, quota } = today
  const color = used >= quota ? 'red' : used >= WARN_SHARE * quota ? 'orange' : 'pine'
  return (
    <>
      <Group component="span" display="inline-flex" gap={4}>
        {formatCount(used)}
        <Text c="dimmed" component="span" size="sm">
          of {formatCount(quota)}
        </Text>
      </Group>
      <Progress aria-label="Share of the daily quota" color={color} mt={6} size="sm" value={(100 * used) / quota} />
    </>
  )
}

interface CardProps {
  readonly label: string
  /** Undefined while it is on its way, as is the note. */
  readonly value: ReactNode
  readonly note: string | undefined
  readonly change: string | undefined
  readonly isCompared: boolean
}

function Card({ label, value, note, change, isCompared }: CardProps): ReactElement {
  return (
    <Paper aria-label={label} component="section" p="md" withBorder>
      <Text c="dimmed" fw={600} size="xs">
        {label}
      </Text>
      <Text className="tabular" component="div" fw={650} mt={4} size="xl">
        {value ?? <Skeleton height={28} my={2} width="50%" />}
      </Text>
      {isCompared && (
        <Text className="tabular" component="div" fw={500} mt={6} size="xs">
          {change ?? <Skeleton height={12} my={3} width="70%" />}
        </Text>
      )}
      <Text c="dimmed" component="div" mt={isCompared ? 2 : 6} size="xs">
        {note ?? <Skeleton height={12} mt={6} width="80%" />}
      </Text>
    </Paper>
  )
}
