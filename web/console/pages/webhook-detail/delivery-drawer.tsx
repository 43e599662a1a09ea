/** One delivery: every attempt, what was answered, and the way to send it again. */
import { Code, Drawer, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import {
  type Attempt,
  deliveryQuery,
  resendDelivery,
  type WebhookEndpoint,
  type WholeDelivery,
  webhooksKey,
} from '../../data/webhooks.ts'
import { CopyId } from '../../kit/copy.tsx'
import { type Fact, Facts } from '../../kit/facts.tsx'
import { HttpStatus } from '../../kit/http-status.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { PagePending } from '../../shell/page-states.tsx'
import { DeliveryBadge } from '../webhooks/delivery-badge.tsx'
import { sayError, sayEvent } from '../webhooks/words.ts'
import { CopyCurl } from './copy-curl.tsx'
import classes from './delivery-drawer.module.css'
import { NextAttempt } from './next-attempt.tsx'

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

interface DeliveryDrawerProps {
  readonly endpoint: WebhookEndpoint
  /** Open while there is one; it is in the address. */
  readonly id: string | undefined
  readonly onClose: () => void
}

/** Renewed by itself while the delivery waits. */
export function DeliveryDrawer({ endpoint, id, onClose }: DeliveryDrawerProps): ReactElement {
  return (
    <Drawer
      closeButtonProps={{ 'aria-label': 'Close' }}
      onClose={onClose}
      opened={id !== undefined}
      position="right"
      size="lg"
      title="Delivery"
    >
      {id !== undefined && <Loaded endpoint={endpoint} id={id} />}
    </Drawer>
  )
}

function Loaded({ endpoint, id }: { readonly endpoint: WebhookEndpoint; readonly id: string }): ReactElement {
  const { data, error, refetch } = useQuery(deliveryQuery(id))
  if (data) return <DeliveryFacts delivery={data} endpoint={endpoint} />
  if (!error) return <PagePending />
  return <ErrorState error={error} onRetry={() => void refetch()} title="The delivery could not be loaded" />
}

function DeliveryFacts({
  delivery,
  endpoint,
}: {
  readonly delivery: WholeDelivery
  readonly endpoint: WebhookEndpoint
}): ReactElement {
  const { can } = useOrganization()
  const facts: readonly Fact[] = [
    ['State', <DeliveryBadge key="state" state={delivery.state} />],
    [
      'Type',
      <Text ff="monospace" key="type" size="xs" style={{ overflowWrap: 'anywhere' }}>
        {delivery.type}
      </Text>,
    ],
    ['Webhook id', <CopyId id={delivery.eventId ?? delivery.id} key="id" label="webhook id" />],
    ['Happened', moment.format(new Date(delivery.createdAt))],
    ...(delivery.nextAttemptAt === null
      ? []
      : [['Next attempt', <NextAttempt at={delivery.nextAttemptAt} key="next" />] as const]),
    ...(delivery.sessionId === null || !can('sessions:read')
      ? []
      : [
          [
            'Session',
            <LinkAnchor
              ff="monospace"
              key="session"
              params={{ id: delivery.sessionId }}
              search={{ tab: 'events' }}
              size="xs"
              to="/sessions/$id"
            >
              {delivery.sessionId}
            </LinkAnchor>,
          ] as const,
        ]),
  ]
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={3} size="h4">
          {sayEvent(delivery.type)}
          {delivery.eventId === null && ' (test)'}
        </Title>
        <Group gap="xs">
          <CopyCurl deliveryId={delivery.id} endpoint={endpoint} />
          <Resend delivery={delivery} endpoint={endpoint} />
        </Group>
      </Group>
      <Facts facts={facts} />
      <Stack gap="sm">
        <Title order={4} size="h5">
          Attempts
        </Title>
        {delivery.allAttempts.length === 0 && (
          <Text c="dimmed" size="sm">
            None yet.
          </Text>
        )}
        {[...delivery.allAttempts].reverse().map((attempt) => (
          <OneAttempt attempt={attempt} key={attempt.number} />
        ))}
      </Stack>
    </Stack>
  )
}

function OneAttempt({ attempt }: { readonly attempt: Attempt }): ReactElement {
  const { number, at, tookMs, status, error, answer } = attempt
  return (
    <Paper aria-label={`Attempt ${number}`} component="section" p="sm" withBorder>
      <Group gap="sm">
        <Text fw={600} size="sm">
          {number}
        </Text>
        {status !== null && <HttpStatus status={status} />}
        <Text c="dimmed" className="tabular" size="sm">
          {moment.format(new Date(at))} · {tookMs.toLocaleString()} ms
        </Text>
      </Group>
      {error !== null && (
        <Text mt={6} size="sm">
          {sayError(error)}
        </Text>
      )}
      {answer !== null && (
        <Code
          aria-label={`Answer to attempt ${number}`}
          block
          className={classes.answer}
          mt="xs"
          role="region"
          tabIndex={0}
        >
          {answer}
        </Code>
      )}
    </Paper>
  )
}

function Resend({
  delivery,
  endpoint,
}: {
  readonly delivery: WholeDelivery
  readonly endpoint: WebhookEndpoint
}): ReactElement {
  const queryClient = useQueryClient()
  const send = async () => {
    try {
      await resendDelivery(delivery.id)
      toastDone('It is sent again')
    } catch (error) {
      toastError('It was not sent again', error)
    }
    await queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  const refusal = delivery.state === 'waiting' ? 'It is still to be sent' : undefined
  return (
    <ScopeButton
      disabledReason={endpoint.status === 'active' ? refusal : 'Enable the endpoint first'}
      leftSection={<IconRefresh aria-hidden="true" size={14} />}
      onClick={() => void send()}
      scope="webhooks:write"
      size="xs"
      variant="default"
    >
      Resend
    </ScopeButton>
  )
}
