/** Develop → Webhooks: where events are sent, and whether they arrive. */
import { Modal, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import {
  createEndpoint,
  type EndpointFields,
  type ListedEndpoint,
  webhooksKey,
  webhooksQuery,
} from '../../data/webhooks.ts'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { EndpointBadge } from './endpoint-badge.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { type FreshSecret, SigningSecretDialog } from './signing-secret-dialog.tsx'
import { sayTypes } from './words.ts'

/** The page. */
export function WebhooksPage(): ReactElement {
  return (
    <RequireScope scope="webhooks:read" title="Webhooks">
      <Webhooks />
    </RequireScope>
  )
}

function Webhooks(): ReactElement {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data, error, isFetching, refetch } = useQuery(webhooksQuery())
  const [isCreating, setCreating] = useState(false)
  const [fresh, setFresh] = useState<FreshSecret & { readonly id: string }>()
  const open = (id: string) => void navigate({ to: '/webhooks/$id', params: { id } })
  const create = async (fields: EndpointFields) => {
    const { endpoint, secret } = await createEndpoint(fields)
    setCreating(false)
    setFresh({ id: endpoint.id, name: endpoint.name, url: endpoint.url, secret })
    void queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  const add = (
    <ScopeButton
      leftSection={<IconPlus aria-hidden="true" size={16} />}
      onClick={() => setCreating(true)}
      scope="webhooks:write"
    >
      Add endpoint
    </ScopeButton>
  )
  const isEmpty = data?.items.length === 0
  return (
    <>
      <PageHeader
        actions={isEmpty ? undefined : add}
        description="Your server is told when something happens to a session: signed, in order, and tried again for three days."
        title="Webhooks"
      />
      <DataTable
        columns={COLUMNS}
        empty={
          <EmptyState action={add} title="Nothing is sent yet">
            Add the address of your server. From then on it is sent each event as it happens, such as a session that was
            verified, so that it need not ask.
          </EmptyState>
        }
        error={error}
        isFetching={isFetching && data === undefined}
        label="Webhooks"
        onRetry={() => void refetch()}
        onRowClick={({ id }) => open(id)}
        rowId={({ id }) => id}
        rows={data?.items}
        skeletonRows={3}
      />
      <Modal onClose={() => setCreating(false)} opened={isCreating} size="lg" title="Add endpoint">
        <EndpointForm
          action="Add endpoint"
          onClose={() => setCreating(false)}
          onSubmit={create}
          types={data?.eventTypes ?? []}
        />
      </Modal>
      <SigningSecretDialog
        fresh={fresh}
        onClose={() => {
          setFresh(undefined)
          // The dialog has asked what it had to, and holds nobody back any more.
          if (fresh) void navigate({ to: '/webhooks/$id', params: { id: fresh.id }, ignoreBlocker: true })
        }}
      />
    </>
  )
}

/** Of the newest deliveries, how many arrived. */
function Arrivals({ latest }: { readonly latest: ListedEndpoint['latest'] }): ReactElement {
  if (!latest)
    return (
      <Text c="dimmed" inherit>
        –
      </Text>
    )
  const { delivered, failed, waiting } = latest
  const parts = [`${delivered} delivered`, failed > 0 && `${failed} failed`, waiting > 0 && `${waiting} waiting`]
  return <span className="tabular">{parts.filter(Boolean).join(', ')}</span>
}

const COLUMNS: ReadonlyArray<Column<ListedEndpoint>> = [
  {
    id: 'name',
    header: 'Endpoint',
    cell: ({ row: { original } }) => (
      <>
        <LinkAnchor params={{ id: original.id }} size="sm" style={{ overflowWrap: 'anywhere' }} to="/webhooks/$id">
          {original.name}
        </LinkAnchor>
        <Text c="dimmed" ff="monospace" maw={360} size="xs" truncate>
          {original.url}
        </Text>
      </>
    ),
  },
  { id: 'status', header: 'Status', cell: ({ row }) => <Status endpoint={row.original} /> },
  { id: 'types', header: 'Events', cell: ({ row }) => sayTypes(row.original.eventTypes) },
  { id: 'arrivals', header: 'Last 100', cell: ({ row }) => <Arrivals latest={row.original.latest} /> },
  {
    id: 'last',
    header: 'Last delivery',
    cell: ({ row: { original } }) =>
      original.lastDeliveryAt === undefined ? 'None yet' : <TimeAgo moment={original.lastDeliveryAt} />,
  },
]

const REASONS = { by_hand: 'by hand', gone: 'it answered 410', failing: 'it failed for three days' } as const

function Status({ endpoint }: { readonly endpoint: ListedEndpoint }): ReactElement {
  const { status, failingSince, disabledReason } = endpoint
  return (
    <>
      <EndpointBadge endpoint={endpoint} />
      {status === 'active' && failingSince !== null && (
        <Text c="dimmed" size="xs">
          since <TimeAgo moment={failingSince} />
        </Text>
      )}
      {disabledReason !== null && (
        <Text c="dimmed" size="xs">
          {REASONS[disabledReason]}
        </Text>
      )}
    </>
  )
}
