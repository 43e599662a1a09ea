/** The session's events, latest first, and where each was told. */
import { Group, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type SessionEvent, sessionEventsQuery } from '../../data/webhooks.ts'
import { CopyId } from '../../kit/copy.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { EmptyState, ErrorState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { PagePending } from '../../shell/page-states.tsx'
import { DeliveryBadge } from '../webhooks/delivery-badge.tsx'
import { sayEvent } from '../webhooks/words.ts'

/** What the API calls events, which webhooks tell of. */
export function EventsTab({ sessionId }: { readonly sessionId: string }): ReactElement {
  const { data, error, refetch } = useQuery(sessionEventsQuery(sessionId))
  if (error && !data) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="The events could not be loaded" />
  }
  if (!data) return <PagePending />
  if (data.items.length === 0) {
    return (
      <Paper withBorder>
        <EmptyState title="No events">Only sessions that were created here have events.</EmptyState>
      </Paper>
    )
  }
  return (
    <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {data.items.map((event) => (
        <Paper component="li" key={event.id} p="md" withBorder>
          <OneEvent event={event} />
        </Paper>
      ))}
    </Stack>
  )
}

function OneEvent({ event }: { readonly event: SessionEvent }): ReactElement {
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between">
        <div>
          <Text fw={600} size="sm">
            {sayEvent(event.type)}
          </Text>
          <Text c="dimmed" size="sm">
            <TimeAgo moment={event.createdAt} />
          </Text>
        </div>
        <Group gap={6}>
          <Text c="dimmed" ff="monospace" size="xs">
            {event.type}
          </Text>
          <CopyId id={event.id} isShort label="event id" />
        </Group>
      </Group>
      {event.deliveries && <Told deliveries={event.deliveries} />}
    </Stack>
  )
}

function Told({ deliveries }: { readonly deliveries: NonNullable<SessionEvent['deliveries']> }): ReactElement {
  if (deliveries.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        No webhook endpoint asked for it.
      </Text>
    )
  }
  return (
    <Stack gap={6}>
      {deliveries.map((delivery) => (
        <Group gap="xs" key={delivery.id}>
          <DeliveryBadge state={delivery.state} />
          <LinkAnchor
            params={{ id: delivery.endpointId }}
            search={{ delivery: delivery.id }}
            size="sm"
            style={{ overflowWrap: 'anywhere' }}
            to="/webhooks/$id"
          >
            {delivery.endpointName}
          </LinkAnchor>
          <Text c="dimmed" size="sm">
            {delivery.attempts === 1 ? '1 attempt' : `${delivery.attempts} attempts`}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
