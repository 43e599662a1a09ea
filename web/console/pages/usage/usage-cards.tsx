/** The numbers of a range at a glance, each beside what it is measured against. */
import { Group, Paper, Progress, SimpleGrid, Skeleton, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { UsageSummary } from '../../data/usage.ts'
import { formatCount, formatMidnight, formatMs, formatShare, refusedOf } from './words.ts'

/** Of the day's quota: from here on it is worth a look. */
export const WARN_SHARE = 0.8

/** Five cards; skeletons of them while `summary` is on its way. */
export function UsageCards({ summary }: { readonly summary: UsageSummary | undefined }): ReactElement {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} spacing="sm">
      <Card label="Peak requests per second" value={summary && formatCount(summary.peak.offered)}>
        {summary && (
          <>
            {formatCount(summary.peak.admitted)} admitted · limit {formatCount(summary.limits.ratePerSecond)}, burst{' '}
            {formatCount(summary.limits.burst)}
          </>
        )}
      </Card>
      <Card label="Requests today" value={summary && <Today {...summary} />}>
        {summary && `Begins anew at ${formatMidnight(summary.today.resetsAt)}`}
      </Card>
      <Card label="Refused with 429" value={summary && formatCount(refusedOf(summary))}>
        {summary &&
          `${formatCount(summary.refusedByRate)} by the rate, ${formatCount(summary.refusedByQuota)} by the daily quota`}
      </Card>
      <Card
        label="Error rate"
        value={summary && formatShare(summary.clientErrors + summary.serverErrors, summary.requests)}
      >
        {summary && `${formatCount(summary.clientErrors)} of 4xx, ${formatCount(summary.serverErrors)} of 5xx`}
      </Card>
      <Card label="Response time" value={summary && (summary.latency ? formatMs(summary.latency.p50Ms) : '–')}>
        {summary &&
          (summary.latency ? `median; 95 of 100 within ${formatMs(summary.latency.p95Ms)}` : 'No requests yet')}
      </Card>
    </SimpleGrid>
  )
}

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
  readonly value: ReactNode
  readonly children: ReactNode
}

function Card({ label, value, children }: CardProps): ReactElement {
  return (
    <Paper aria-label={label} component="section" p="md" withBorder>
      <Text c="dimmed" fw={600} size="xs">
        {label}
      </Text>
      <Text className="tabular" component="div" fw={650} mt={4} size="xl">
        {value ?? <Skeleton height={28} my={2} width="50%" />}
      </Text>
      <Text c="dimmed" component="div" mt={4} size="xs">
        {value === undefined ? <Skeleton height={12} mt={6} width="80%" /> : children}
      </Text>
    </Paper>
  )
}
