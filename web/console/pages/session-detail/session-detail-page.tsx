/** One session: its pictures and what was found beside each other, and the decision. */
import { Alert, Anchor, Box, Button, Group, Tabs, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { claimNext } from '../../data/review.ts'
import { type Claim, type Outcome, type SessionDetail, sessionQuery } from '../../data/session-detail.ts'
import { LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, ErrorState } from '../../kit/states.tsx'
import { toastError } from '../../kit/toast.tsx'
import { ApiError } from '../../lib/api.ts'
import { useLiveSessions } from '../../lib/live-sessions.ts'
import { useOrganization } from '../../lib/organization.ts'
import { PagePending } from '../../shell/page-states.tsx'
import { DataTab } from './data-tab.tsx'
import { DecisionDialog } from './decision-dialog.tsx'
import { EventsTab } from './events-tab.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { RawTab } from './raw-tab.tsx'
import { ReviewTab } from './review-tab.tsx'
import { SessionHeader } from './session-header.tsx'
import classes from './session-page.module.css'
import { SessionReport } from './session-report.tsx'
import { TimelineTab } from './timeline-tab.tsx'
import { useClaim } from './use-claim.ts'
import { useKeys } from './use-keys.ts'
import { usePrinting } from './use-printing.ts'

const route = getRouteApi('/shell/sessions/$id')

/** The page; anew for each session, so that nothing of the last one stays. */
export function SessionDetailPage(): ReactElement {
  const { id } = route.useParams()
  useLiveSessions(id)
  const { data, error, refetch } = useQuery(sessionQuery(id))
  if (data) return <LoadedSession key={id} onReload={() => void refetch()} session={data} />
  if (!error) return <PagePending />
  const isAbsent = error instanceof ApiError && [400, 403, 404].includes(error.status) && error.code !== 'scope_missing'
  return (
    <>
      <PageHeader title="Session" />
      {isAbsent ? (
        <EmptyState action={<LinkButton to="/sessions">All sessions</LinkButton>} title="There is no such session here">
          It may belong to another organization or to the other environment. The switch above changes between live and
          test data.
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} title="The session could not be loaded" />
      )}
    </>
  )
}

/** Long enough to see it after the next session of the queue has opened; the menu offers the same for good. */
const OFFER_MS = 15_000

const TABS = ['review', 'data', 'timeline', 'events', 'raw'] as const
const OUTCOME_WORDS = { VERIFIED: 'Approved', REJECTED: 'Rejected', VOIDED: 'Voided' } as const

function LoadedSession({
  session,
  onReload,
}: {
  readonly session: SessionDetail
  readonly onReload: () => void
}): ReactElement {
  const { tab, queue, workflowId } = route.useSearch()
  const navigate = useNavigate()
  const { can, deletionDueAt } = useOrganization()
  const [deciding, setDeciding] = useState<Outcome>()
  const [isLinking, setLinking] = useState(false)
  const mayDecide = can('sessions:decide') && deletionDueAt === null
  const isWaiting = session.status === 'SUBMITTED' && !session.isChecking
  const { held, takeOver } = useClaim(session.id, mayDecide && isWaiting)
  const hindrance = held && !held.isMine ? `${held.name} is reviewing this session: take over first` : undefined
  const outcomes = mayDecide ? session.outcomes : []
  const isQueue = queue === 1
  const isPrinting = usePrinting()

  const goNext = async () => {
    try {
      const next = await claimNext({ after: session.id, ...(workflowId !== undefined && { workflowId }) })
      if (next !== undefined)
        return navigate({ to: '/sessions/$id', params: { id: next }, search: { queue, workflowId } })
      notifications.show({ message: 'That was the last one of the queue.', color: 'green' })
      return navigate({ to: '/review', search: { workflowId } })
    } catch (error) {
      toastError('The next session was not opened', error)
    }
  }
  const choose = (value: string | null) => {
    const chosen = TABS.find((name) => name === value)
    void navigate({ to: '.', search: (old) => ({ ...old, tab: chosen }), replace: true })
  }
  const ask = (outcome: Outcome) => {
    if (outcomes.includes(outcome) && hindrance === undefined) setDeciding(outcome)
  }
  useKeys({
    a: () => ask('VERIFIED'),
    d: () => ask('REJECTED'),
    n: () => (isQueue ? void goNext() : undefined),
  })
  return (
    <Box className={classes.body}>
      <SessionHeader
        hindrance={hindrance}
        isQueue={isQueue}
        onDecide={ask}
        onNewLink={() => setLinking(true)}
        onSkip={() => void goNext()}
        outcomes={outcomes}
        session={session}
      />
      {held && !held.isMine && <OtherReviewer held={held} onTakeOver={() => void takeOver()} />}
      <Tabs classNames={{ tab: classes.tab }} keepMounted={false} onChange={choose} value={tab ?? 'review'}>
        <Tabs.List mb="md">
          <Tabs.Tab value="review">Review</Tabs.Tab>
          <Tabs.Tab value="data">Data</Tabs.Tab>
          <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
          <Tabs.Tab value="events">Events</Tabs.Tab>
          <Tabs.Tab value="raw">Raw</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="review">
          <ReviewTab session={session} />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <DataTab session={session} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <TimelineTab session={session} />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <EventsTab sessionId={session.id} />
        </Tabs.Panel>
        <Tabs.Panel value="raw">
          <RawTab session={session} />
        </Tabs.Panel>
      </Tabs>
      {isPrinting && <SessionReport session={session} />}
      <LinkDialog onClose={() => setLinking(false)} opened={isLinking} sessionId={session.id} />
      <DecisionDialog
        onClose={() => setDeciding(undefined)}
        onDecided={(reasonCode) => {
          const isWorthAsking = can('sessions:write') && (reasonCode === 'unreadable' || reasonCode === 'expired')
          const again = { to: '/sessions', search: { create: true, again: session.id } } as const
          if (isWorthAsking) offerAnotherTry(() => void navigate(again))
          else if (deciding) notifications.show({ message: `${OUTCOME_WORDS[deciding]}.`, color: 'green' })
          setDeciding(undefined)
          if (isQueue) void goNext()
        }}
        onReload={() => {
          setDeciding(undefined)
          onReload()
        }}
        outcome={deciding}
        session={session}
      />
    </Box>
  )
}

/** Toasts lie outside the pages, where there are no links of the router. */
function offerAnotherTry(ask: () => void): void {
  const id = notifications.show({
    autoClose: OFFER_MS,
    color: 'green',
    message: (
      <>
        Rejected.{' '}
        <Anchor
          component="button"
          onClick={() => {
            notifications.hide(id)
            ask()
          }}
          size="sm"
          type="button"
        >
          Ask for new photos
        </Anchor>
      </>
    ),
  })
}

function OtherReviewer({ held, onTakeOver }: { readonly held: Claim; readonly onTakeOver: () => void }): ReactElement {
  return (
    <Alert color="orange" icon={<IconUserCheck aria-hidden="true" />} mb="md" role="status" variant="light">
      <Group justify="space-between">
        <Text size="sm">
          <strong>{held.name}</strong> is reviewing this session. Decide only after you agreed on it.
        </Text>
        <Button onClick={onTakeOver} size="xs" variant="default">
          Take over
        </Button>
      </Group>
    </Alert>
  )
}
