/** What an endpoint was sent, newest first. */
import { Button, Select, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useMemo, useState } from 'react'
import { type Delivery, type DeliveryState, deliveriesQuery, type WebhookEndpoint } from '../../data/webhooks.ts'
import { CopyId } from '../../kit/copy.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { FilterBar } from '../../kit/filter-bar.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { EmptyState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { DeliveryBadge } from '../webhooks/delivery-badge.tsx'
import { STATE_WORDS, sayEvent } from '../webhooks/words.ts'
import { DeliveryDrawer } from './delivery-drawer.tsx'
import { NextAttempt } from './next-attempt.tsx'
import { ResendDialog } from './resend-dialog.tsx'

const route = getRouteApi('/shell/webhooks/$id')
const STATES: readonly DeliveryState[] = ['waiting', 'delivered', 'failed']

/** Filter, page and the open delivery are in the address. */
export function Deliveries({ endpoint }: { readonly endpoint: WebhookEndpoint }): ReactElement {
  const { state, cursor, delivery } = route.useSearch()
  const navigate = route.useNavigate()
  const [isResending, setResending] = useState(false)
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(
    deliveriesQuery(endpoint.id, { state, cursor }),
  )
  // The table keeps its columns from the first render on: filter and page are those of the address in that moment.
  const open = (id: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, delivery: id }), resetScroll: false })
  const columns = useColumns(open)
  const narrow = (next: DeliveryState | undefined) => void navigate({ search: { state: next }, replace: true })
  const toPage = (next: string | undefined) => void navigate({ search: { state, cursor: next } })
  const hasFailed = data?.items.some((one) => one.state === 'failed') ?? false
  return (
    <>
      <FilterBar count={state === undefined ? 0 : 1} onClear={() => narrow(undefined)}>
        <Select
          clearable
          clearButtonProps={{ 'aria-label': 'Any state' }}
          data={STATES.map((value) => ({ value, label: STATE_WORDS[value] }))}
          label="State"
          onChange={(value) => narrow(STATES.find((known) => known === value))}
          placeholder="Any"
          size="xs"
          value={state ?? null}
          w={150}
        />
        {(hasFailed || state === 'failed') && (
          <ScopeButton
            disabledReason={endpoint.status === 'active' ? undefined : 'Enable the endpoint first'}
            onClick={() => setResending(true)}
            scope="webhooks:write"
            size="xs"
            variant="default"
          >
            Resend all failed
          </ScopeButton>
        )}
      </FilterBar>
      <DataTable
        columns={columns}
        empty={<Nothing isNarrowed={state !== undefined} onClear={() => narrow(undefined)} />}
        error={error}
        footer="Kept for 30 days"
        isFetching={isPlaceholderData && isFetching}
        label="Deliveries"
        onFirst={cursor === undefined ? undefined : () => toPage(undefined)}
        onNext={data?.nextCursor === undefined ? undefined : () => toPage(data.nextCursor)}
        onRetry={() => void refetch()}
        onRowClick={({ id }) => open(id)}
        rowId={({ id }) => id}
        rows={data?.items}
        skeletonRows={5}
      />
      <DeliveryDrawer endpoint={endpoint} id={delivery} onClose={() => open(undefined)} />
      <ResendDialog endpoint={endpoint} onClose={() => setResending(false)} opened={isResending} />
    </>
  )
}

function Nothing({
  isNarrowed,
  onClear,
}: {
  readonly isNarrowed: boolean
  readonly onClear: () => void
}): ReactElement {
  if (!isNarrowed) {
    return (
      <EmptyState title="No deliveries yet">
        Each event that happens from now on stands here. Send a test event to see the first one.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      action={
        <Button onClick={onClear} size="xs" variant="default">
          Clear filters
        </Button>
      }
      title="No deliveries are in this state"
    />
  )
}

function useColumns(onOpen: (id: string) => void): ReadonlyArray<Column<Delivery>> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the action does the same in every render
  return useMemo(
    () => [
      {
        id: 'event',
        header: 'Event',
        cell: ({ row: { original } }) => (
          <>
            <UnstyledButton
              aria-label={`${sayEvent(original.type)}: attempts`}
              fw={500}
              fz="sm"
              onClick={() => onOpen(original.id)}
            >
              {sayEvent(original.type)}
            </UnstyledButton>
            {original.eventId === null && (
              <Text c="dimmed" size="xs">
                Test
              </Text>
            )}
          </>
        ),
      },
      { id: 'state', header: 'State', cell: ({ row }) => <DeliveryBadge state={row.original.state} /> },
      { id: 'attempts', header: 'Attempts', cell: ({ row }) => row.original.attempts },
      { id: 'next', header: 'Next attempt', cell: ({ row }) => <NextAttempt at={row.original.nextAttemptAt} /> },
      { id: 'created', header: 'Happened', cell: ({ row }) => <TimeAgo moment={row.original.createdAt} /> },
      {
        id: 'id',
        header: 'Webhook id',
        cell: ({ row: { original } }) => <CopyId id={original.eventId ?? original.id} isShort label="webhook id" />,
      },
    ],
    [],
  )
}
