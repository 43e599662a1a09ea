/** One endpoint: what it was sent, and how it is set. */
import { Alert, Group, Tabs, Text } from '@mantine/core'
import { IconAlertTriangle, IconSend } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { changeEndpoint, type WebhookEndpoint, webhookQuery, webhooksKey } from '../../data/webhooks.ts'
import { BackLink } from '../../kit/back-link.tsx'
import { LinkButton } from '../../kit/link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { EmptyState, ErrorState, RequireScope } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { ApiError } from '../../lib/api.ts'
import { PagePending } from '../../shell/page-states.tsx'
import { EndpointBadge } from '../webhooks/endpoint-badge.tsx'
import { sayTrouble, sayTypes } from '../webhooks/words.ts'
import { Deliveries } from './deliveries.tsx'
import { HistoryChart } from './history-chart.tsx'
import { EndpointSettings } from './settings.tsx'
import { TestDialog } from './test-dialog.tsx'

const route = getRouteApi('/shell/webhooks/$id')

/** The page. */
export function WebhookPage(): ReactElement {
  return (
    <RequireScope scope="webhooks:read" title="Webhook">
      <Webhook />
    </RequireScope>
  )
}

function Webhook(): ReactElement {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(webhookQuery(id))
  if (data) return <LoadedWebhook endpoint={data} key={id} />
  if (!error) return <PagePending />
  const isAbsent = error instanceof ApiError && [400, 403, 404].includes(error.status) && error.code !== 'scope_missing'
  return (
    <>
      <PageHeader title="Webhook" />
      {isAbsent ? (
        <EmptyState
          action={<LinkButton to="/webhooks">All webhooks</LinkButton>}
          title="There is no such endpoint here"
        >
          It may have been deleted, or belong to the other environment.
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} title="The webhook could not be loaded" />
      )}
    </>
  )
}

/** Why a test has to wait. */
const NOT_ACTIVE = 'Nothing is sent while the endpoint is paused or disabled'

function LoadedWebhook({ endpoint }: { readonly endpoint: WebhookEndpoint }): ReactElement {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const [isTesting, setTesting] = useState(false)
  const choose = (value: string | null) =>
    void navigate({ search: { tab: value === 'settings' ? value : undefined }, replace: true })
  return (
    <>
      <BackLink name="Webhooks" to="/webhooks" />
      <PageHeader
        actions={
          <ScopeButton
            disabledReason={endpoint.status === 'active' ? undefined : NOT_ACTIVE}
            leftSection={<IconSend aria-hidden="true" size={16} />}
            onClick={() => setTesting(true)}
            scope="webhooks:write"
          >
            Send test event
          </ScopeButton>
        }
        description={
          <>
            <Group gap="sm">
              <EndpointBadge endpoint={endpoint} />
              <span>{sayTypes(endpoint.eventTypes)}</span>
            </Group>
            <Text ff="monospace" mt={6} size="xs" style={{ overflowWrap: 'anywhere' }}>
              {endpoint.url}
            </Text>
            {endpoint.description !== null && <Text size="sm">{endpoint.description}</Text>}
          </>
        }
        title={endpoint.name}
      />
      <Trouble endpoint={endpoint} />
      <Tabs keepMounted={false} onChange={choose} value={tab ?? 'deliveries'}>
        <Tabs.List mb="md">
          <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="deliveries">
          <HistoryChart endpointId={endpoint.id} />
          <Deliveries endpoint={endpoint} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <EndpointSettings endpoint={endpoint} />
        </Tabs.Panel>
      </Tabs>
      <TestDialog
        endpoint={endpoint}
        onClose={() => setTesting(false)}
        onSent={(delivery) => {
          setTesting(false)
          void navigate({ search: { delivery } })
        }}
        opened={isTesting}
      />
    </>
  )
}

/** Says why nothing arrives, with the way out. */
function Trouble({ endpoint }: { readonly endpoint: WebhookEndpoint }): ReactElement | null {
  const queryClient = useQueryClient()
  const trouble = sayTrouble(endpoint)
  if (trouble === undefined) return null
  const isDisabled = endpoint.status === 'disabled'
  const enable = async () => {
    try {
      await changeEndpoint(endpoint.id, { status: 'active' })
      toastDone('Endpoint enabled')
    } catch (error) {
      toastError('The endpoint was not enabled', error)
    }
    await queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  return (
    <Alert
      color={isDisabled ? 'red' : 'orange'}
      icon={<IconAlertTriangle aria-hidden="true" />}
      mb="md"
      role="status"
      title={isDisabled ? 'The endpoint was disabled' : 'The endpoint fails'}
      variant="light"
    >
      <Group gap="sm" justify="space-between">
        <Text size="sm">
          {!isDisabled && endpoint.failingSince !== null && (
            <>
              No attempt has succeeded since <TimeAgo moment={endpoint.failingSince} />.{' '}
            </>
          )}
          {trouble}
        </Text>
        {isDisabled && (
          <ScopeButton onClick={() => void enable()} scope="webhooks:write" size="xs" variant="default">
            Enable again
          </ScopeButton>
        )}
      </Group>
    </Alert>
  )
}
