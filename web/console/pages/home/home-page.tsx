/** What the console opens with: how verification goes, what waits, and the first steps until they are done. */
import { Group, Progress, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useState } from 'react'
import { type FirstSteps, homeQuery, type PeriodName, type PeriodSummary } from '../../data/home.ts'
import { sessionsQuery } from '../../data/sessions.ts'
import { DataTable } from '../../kit/data-table.tsx'
import { LinkAnchor, LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Section } from '../../kit/section.tsx'
import { EmptyState, ErrorState } from '../../kit/states.tsx'
import { StatusBadge, statusWord } from '../../kit/status-badge.tsx'
import { useLiveSessions } from '../../lib/live-sessions.ts'
import { useOrganization } from '../../lib/organization.ts'
import { sessionColumns } from '../sessions/columns.tsx'
import { STATUSES } from '../sessions/filters.ts'
import { formatDuration } from '../sessions/words.ts'
import { Figure } from './figure.tsx'
import { NowCards } from './now-cards.tsx'
import { WebhookNotice } from './webhook-notice.tsx'

const PERIODS: ReadonlyArray<{ readonly value: PeriodName; readonly label: string }> = [
  { value: 'today', label: 'Today (UTC)' },
  { value: 'week', label: '7 days' },
  { value: 'month', label: '30 days' },
]
const RECENT = 5
const recentColumns = sessionColumns(undefined).filter(({ id }) =>
  ['applicant', 'status', 'workflow', 'created'].includes(id ?? ''),
)

/** The page. */
export function HomePage(): ReactElement {
  useLiveSessions()
  const { can } = useOrganization()
  const { data, error, refetch } = useQuery(homeQuery())
  return (
    <>
      <PageHeader title="Home" />
      <Stack gap="xl">
        {error && !data && (
          <ErrorState error={error} onRetry={() => void refetch()} title="The overview could not be loaded" />
        )}
        <WebhookNotice />
        <NowCards />
        {data && <Checklist steps={data.firstSteps} />}
        {data?.sessions && data.sessions.periods.month.created > 0 && (
          <Overview isPartial={data.sessions.isPartial} periods={data.sessions.periods} />
        )}
        {can('sessions:read') && <Recent />}
      </Stack>
    </>
  )
}

function Overview({
  periods,
  isPartial,
}: {
  readonly periods: Readonly<Record<PeriodName, PeriodSummary>>
  readonly isPartial: boolean
}): ReactElement {
  const [period, setPeriod] = useState<PeriodName>('week')
  const { created, byStatus, passRate, medianSeconds, funnel } = periods[period]
  return (
    <Section title="Sessions">
      <Stack gap="lg">
        <SegmentedControl
          aria-label="Period"
          data={[...PERIODS]}
          onChange={(value) => setPeriod(value)}
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          value={period}
        />
        <SimpleGrid cols={{ base: 2, md: 4 }}>
          <Figure label="Created" value={created.toLocaleString()} />
          <Figure
            label="Pass rate"
            note="Verified, of those decided"
            value={passRate === undefined ? '–' : `${Math.round(passRate * 100)} %`}
          />
          <Figure
            label="Median time to complete"
            note="From consent to submission"
            value={medianSeconds === undefined ? '–' : formatDuration(medianSeconds)}
          />
          <Figure label="Never opened" value={(funnel.created - funnel.opened).toLocaleString()} />
        </SimpleGrid>
        <ByStatus counts={byStatus} />
        <Stack gap="xs">
          <FunnelBar label="Created" of={funnel.created} value={funnel.created} />
          <FunnelBar label="Opened" of={funnel.created} value={funnel.opened} />
          <FunnelBar label="Handed in" of={funnel.created} value={funnel.handedIn} />
          <FunnelBar label="Verified" of={funnel.created} value={funnel.verified} />
        </Stack>
        {isPartial && (
          <Text c="dimmed" size="xs">
            The newest sessions only: there are too many in this period to count at each visit.
          </Text>
        )}
      </Stack>
    </Section>
  )
}

/** Each leads to its sessions. */
function ByStatus({ counts }: { readonly counts: PeriodSummary['byStatus'] }): ReactElement {
  const present = STATUSES.filter((status) => counts[status] > 0)
  return (
    <Group aria-label="By status" component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
      {present.map((status) => (
        <Group component="li" gap={6} key={status} wrap="nowrap">
          <StatusBadge status={status} />
          <LinkAnchor
            aria-label={`${counts[status]} ${statusWord(status)}`}
            search={{ status: [status] }}
            size="sm"
            to="/sessions"
          >
            {counts[status].toLocaleString()}
          </LinkAnchor>
        </Group>
      ))}
    </Group>
  )
}

function FunnelBar({
  label,
  value,
  of,
}: {
  readonly label: string
  readonly value: number
  readonly of: number
}): ReactElement {
  const share = of === 0 ? 0 : (value / of) * 100
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" w={80}>
        {label}
      </Text>
      <Progress aria-label={label} flex={1} size="lg" value={share} />
      <Text className="tabular" size="sm" ta="end" w={90}>
        {value.toLocaleString()} · {Math.round(share)} %
      </Text>
    </Group>
  )
}

/** Gone when everything is done. */
function Checklist({ steps }: { readonly steps: FirstSteps }): ReactElement | null {
  const { can } = useOrganization()
  if (Object.values(steps).every(Boolean)) return null
  return (
    <Section title="First steps">
      <Stack gap="xs">
        <Step isDone={steps.keyUsed}>
          {can('keys:read') ? (
            <LinkAnchor to="/settings/api-keys">Copy an API key and make a request</LinkAnchor>
          ) : (
            'Make a request with an API key'
          )}
        </Step>
        <Step isDone={steps.sessionCreated}>
          <LinkAnchor search={{ create: true }} to="/sessions">
            Create the first session
          </LinkAnchor>
        </Step>
        <Step isDone={steps.twoFactor}>
          <LinkAnchor to="/account">Turn on two-factor sign-in</LinkAnchor>
        </Step>
        <Step isDone={steps.teammate}>
          <LinkAnchor to="/settings/team">Invite a teammate</LinkAnchor>
        </Step>
      </Stack>
    </Section>
  )
}

function Step({ isDone, children }: { readonly isDone: boolean; readonly children: ReactNode }): ReactElement {
  const Icon = isDone ? IconCircleCheck : IconCircleDashed
  return (
    <Group gap="xs" wrap="nowrap">
      <Icon aria-label={isDone ? 'Done' : 'Open'} color={isDone ? 'var(--console-good)' : undefined} size={18} />
      <Text component="div" size="sm">
        {children}
      </Text>
    </Group>
  )
}

function Recent(): ReactElement {
  const { data, error, refetch } = useQuery(sessionsQuery({}, { limit: RECENT }))
  return (
    <Section title="Recent sessions">
      <DataTable
        columns={recentColumns}
        empty={
          <EmptyState
            action={
              <LinkButton search={{ create: true }} to="/sessions">
                Create session
              </LinkButton>
            }
            title="No sessions yet"
          />
        }
        error={error}
        footer={<LinkAnchor to="/sessions">All sessions</LinkAnchor>}
        label="Recent sessions"
        onRetry={() => void refetch()}
        rowId={({ id }) => id}
        rows={data?.items.slice(0, RECENT)}
        skeletonRows={RECENT}
      />
    </Section>
  )
}
