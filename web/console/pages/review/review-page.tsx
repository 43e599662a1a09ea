/** The review queue: what waits for a person, longest first, and the way into it. */
import { Badge, Button, Chip, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconClock, IconPlayerPlay, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { claimNext, type QueuedSession, type ReviewQueue, reviewQuery } from '../../data/review.ts'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastError } from '../../kit/toast.tsx'
import { useLiveSessions } from '../../lib/live-sessions.ts'
import { reasonSentence } from '../../words/reasons.ts'

const route = getRouteApi('/shell/review')

/** The page. */
export function ReviewPage(): ReactElement {
  return (
    <RequireScope scope="sessions:decide" title="Review">
      <Queue />
    </RequireScope>
  )
}

function Queue(): ReactElement {
  useLiveSessions()
  const { workflowId, cursor } = route.useSearch()
  const navigate = useNavigate()
  const [isStarting, setStarting] = useState(false)
  const { data, error, refetch, isFetching } = useQuery(reviewQuery({ workflowId, cursor }))
  const open = (id: string) => navigate({ to: '/sessions/$id', params: { id }, search: { queue: 1, workflowId } })
  const start = async () => {
    setStarting(true)
    try {
      const id = await claimNext({ workflowId })
      if (id !== undefined) return await open(id)
      notifications.show({ message: 'Everything that waits is being reviewed by somebody.', color: 'blue' })
    } catch (problem) {
      toastError('No session was opened', problem)
    } finally {
      setStarting(false)
    }
  }
  return (
    <>
      <PageHeader
        actions={
          <Button
            disabled={!data || data.total === 0}
            leftSection={<IconPlayerPlay size={16} />}
            loading={isStarting}
            onClick={() => void start()}
          >
            Start reviewing
          </Button>
        }
        description="Sessions that the rules left to a person, longest waiting first."
        title="Review"
      />
      {data && data.total > 0 && <Parts onChoose={choosePart} queue={data} workflowId={workflowId} />}
      <DataTable
        columns={COLUMNS}
        empty={
          cursor === undefined ? (
            <NothingWaits isFiltered={workflowId !== undefined} onClear={() => choosePart(undefined)} />
          ) : (
            <NothingHere onFirst={() => goTo(undefined)} />
          )
        }
        error={error}
        isFetching={isFetching}
        label="Sessions that wait"
        onFirst={cursor === undefined ? undefined : () => goTo(undefined)}
        onNext={data?.nextCursor === undefined ? undefined : () => goTo(data.nextCursor)}
        onRetry={() => void refetch()}
        onRowClick={({ id }) => void open(id)}
        rowId={({ id }) => id}
        rows={data?.items}
      />
    </>
  )

  function choosePart(part: string | undefined): void {
    void navigate({ to: '/review', search: { workflowId: part } })
  }
  function goTo(next: string | undefined): void {
    void navigate({ to: '/review', search: { workflowId, cursor: next } })
  }
}

/** How much waits, since when, and for which workflow. */
function Parts({
  queue,
  workflowId,
  onChoose,
}: {
  readonly queue: ReviewQueue
  readonly workflowId: string | undefined
  readonly onChoose: (part: string | undefined) => void
}): ReactElement {
  const { total, oldestAt, workflows } = queue
  return (
    <Group justify="space-between" mb="md">
      <Chip.Group onChange={(value) => onChoose(value === '' ? undefined : String(value))} value={workflowId ?? ''}>
        <Group aria-label="Workflow" gap={6} role="radiogroup">
          <Chip size="xs" value="">
            All {countWord(total)}
          </Chip>
          {workflows.map(({ id, name, count }) => (
            <Chip key={id ?? 'standalone'} size="xs" value={id ?? 'standalone'}>
              {id === undefined ? 'Standalone' : name} {count}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {oldestAt !== undefined && (
        <Text c="dimmed" component="div" size="sm">
          Oldest submitted <TimeAgo moment={oldestAt} />
        </Text>
      )}
    </Group>
  )
}

/** Counting stops at 10,000. */
function countWord(total: number): string {
  return total >= 10_000 ? '10,000+' : String(total)
}

/** Leads where a click on the row does. */
function Name({ session: { id, firstName, lastName } }: { readonly session: QueuedSession }): ReactElement {
  const { workflowId } = route.useSearch()
  return (
    <LinkAnchor fw={600} params={{ id }} search={{ queue: 1, workflowId }} size="sm" to="/sessions/$id">
      {firstName} {lastName}
    </LinkAnchor>
  )
}

const SEVERE = new Set(['HIGH', 'CRITICAL'])

const COLUMNS: ReadonlyArray<Column<QueuedSession>> = [
  {
    id: 'applicant',
    header: 'Applicant',
    cell: ({ row: { original } }) => <Name session={original} />,
  },
  {
    id: 'reasons',
    header: 'Why',
    cell: ({ row: { original } }) => <Reasons session={original} />,
  },
  {
    id: 'workflow',
    header: 'Workflow',
    cell: ({ row: { original } }) => <Text size="sm">{original.workflow?.name ?? 'Standalone'}</Text>,
  },
  {
    id: 'waiting',
    header: 'Submitted',
    cell: ({ row: { original } }) => <Waiting since={original.submittedAt} />,
  },
  {
    id: 'claim',
    header: 'Reviewer',
    cell: ({ row: { original } }) => <Reviewer claim={original.claim} />,
  },
]

function Reasons({ session: { reasons } }: { readonly session: QueuedSession }): ReactElement {
  const [first, ...others] = reasons
  if (!first) return <Text size="sm">No reason given</Text>
  return (
    <Text size="sm" title={reasons.map(reasonSentence).join('\n')}>
      {SEVERE.has(first.severity) ? <strong>{reasonSentence(first)}</strong> : reasonSentence(first)}
      {others.length > 0 && (
        <Text c="dimmed" component="span" size="xs">
          {' '}
          and {others.length} more
        </Text>
      )}
    </Text>
  )
}

const HOUR_MS = 3_600_000

/** Four hours are long, a day is too long. */
function Waiting({ since }: { readonly since: string }): ReactElement {
  const hours = (Date.now() - new Date(since).getTime()) / HOUR_MS
  return (
    <Group gap={6} wrap="nowrap">
      <Text component="span" size="sm">
        <TimeAgo moment={since} />
      </Text>
      {hours >= 4 && (
        <Badge
          color={hours >= 24 ? 'red' : 'orange'}
          leftSection={<IconClock aria-hidden="true" size={12} />}
          radius="sm"
          size="sm"
          tt="none"
          variant="light"
        >
          {hours >= 24 ? 'Overdue' : 'Long'}
        </Badge>
      )}
    </Group>
  )
}

function Reviewer({ claim }: { readonly claim: QueuedSession['claim'] }): ReactElement {
  if (!claim) {
    return (
      <Text c="dimmed" size="sm">
        Free
      </Text>
    )
  }
  return (
    <Text size="sm">
      <IconUserCheck aria-hidden="true" size={14} style={{ verticalAlign: '-2px' }} />{' '}
      {claim.isMine ? 'You' : `${claim.name} is reviewing`}
    </Text>
  )
}

function NothingWaits({
  isFiltered,
  onClear,
}: {
  readonly isFiltered: boolean
  readonly onClear: () => void
}): ReactElement {
  if (isFiltered) {
    return (
      <EmptyState
        action={
          <Button onClick={onClear} variant="default">
            Show every workflow
          </Button>
        }
        title="Nothing of this workflow waits"
      />
    )
  }
  return (
    <EmptyState title="Nothing waits for review">
      A session comes here when its checks raise a doubt that no rule can settle, such as another name on the document.
    </EmptyState>
  )
}

/** A later page whose sessions were all decided meanwhile. */
function NothingHere({ onFirst }: { readonly onFirst: () => void }): ReactElement {
  return (
    <EmptyState
      action={
        <Button onClick={onFirst} variant="default">
          First page
        </Button>
      }
      title="Nothing on this page waits any more"
    />
  )
}
