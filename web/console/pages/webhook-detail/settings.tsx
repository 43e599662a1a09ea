/** How an endpoint is set: its fields, its secret, and the ways to stop it. */
import { Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import {
  changeEndpoint,
  deleteEndpoint,
  type EndpointFields,
  type EndpointStatus,
  rotateSecret,
  type WebhookEndpoint,
  webhooksKey,
  webhooksQuery,
} from '../../data/webhooks.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { Section } from '../../kit/section.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { EndpointForm } from '../webhooks/endpoint-form.tsx'
import { type FreshSecret, SigningSecretDialog } from '../webhooks/signing-secret-dialog.tsx'
import { VerifySnippets } from '../webhooks/verify-snippets.tsx'

type OpenDialog = 'edit' | 'rotate' | 'delete'

interface SettingsProps {
  readonly endpoint: WebhookEndpoint
}

/** The tab. */
export function EndpointSettings({ endpoint }: SettingsProps): ReactElement {
  const [dialog, setDialog] = useState<OpenDialog>()
  const [fresh, setFresh] = useState<FreshSecret>()
  const close = () => setDialog(undefined)
  const { name, url, sendsSecret, previousSecretEndsAt } = endpoint
  return (
    <Stack gap="lg">
      <Section description={<State endpoint={endpoint} />} title="Sending">
        <Group gap="xs">
          <StatusButtons endpoint={endpoint} />
          <ScopeButton onClick={() => setDialog('edit')} scope="webhooks:write" variant="default">
            Edit
          </ScopeButton>
        </Group>
      </Section>
      <Section
        description={
          <>
            Every webhook is signed by it (Standard Webhooks: webhook-signature).
            {sendsSecret && ' It is also sent itself, in deepidv-signature.'}
            {previousSecretEndsAt !== null && Date.parse(previousSecretEndsAt) > Date.now() && (
              <>
                {' '}
                The secret before signs beside it and ends <TimeAgo moment={previousSecretEndsAt} />.
              </>
            )}
          </>
        }
        title="Signing secret"
      >
        <Stack gap="md">
          <VerifySnippets url={url} />
          <Group>
            <ScopeButton onClick={() => setDialog('rotate')} scope="webhooks:write" variant="default">
              Rotate secret
            </ScopeButton>
          </Group>
        </Stack>
      </Section>
      <Section description="With its deliveries. What still waits is not sent." title="Delete endpoint">
        <ScopeButton color="red.9" onClick={() => setDialog('delete')} scope="webhooks:write" variant="outline">
          Delete endpoint
        </ScopeButton>
      </Section>
      <EditDialog endpoint={endpoint} onClose={close} opened={dialog === 'edit'} />
      <RotateDialog
        endpoint={endpoint}
        onClose={close}
        onRotated={(secret) => {
          close()
          setFresh({ name, url, secret })
        }}
        opened={dialog === 'rotate'}
      />
      <DeleteDialog endpoint={endpoint} onClose={close} opened={dialog === 'delete'} />
      <SigningSecretDialog fresh={fresh} onClose={() => setFresh(undefined)} />
    </Stack>
  )
}

const STATES: Readonly<Record<EndpointStatus, string>> = {
  active: 'Events are sent as they happen. Paused, they would be kept and sent later; disabled, they would not.',
  paused: 'Events are kept, and sent in their order as soon as you resume.',
  disabled: 'Events are neither sent nor kept for later.',
}

function State({ endpoint: { status } }: SettingsProps): ReactElement {
  return <>{STATES[status]}</>
}

function StatusButtons({ endpoint }: SettingsProps): ReactElement {
  const queryClient = useQueryClient()
  const set = async (status: EndpointStatus, done: string) => {
    try {
      await changeEndpoint(endpoint.id, { status })
      toastDone(done)
    } catch (error) {
      toastError('The endpoint was not changed', error)
    }
    await queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  const act = (label: string, status: EndpointStatus, done: string) => (
    <ScopeButton onClick={() => void set(status, done)} scope="webhooks:write" variant="default">
      {label}
    </ScopeButton>
  )
  return (
    <>
      {endpoint.status === 'active' && act('Pause', 'paused', 'Endpoint paused')}
      {endpoint.status === 'paused' && act('Resume', 'active', 'Endpoint resumed')}
      {endpoint.status === 'disabled'
        ? act('Enable', 'active', 'Endpoint enabled')
        : act('Disable', 'disabled', 'Endpoint disabled')}
    </>
  )
}

interface DialogProps extends SettingsProps {
  readonly opened: boolean
  readonly onClose: () => void
}

function EditDialog({ endpoint, opened, onClose }: DialogProps): ReactElement {
  const queryClient = useQueryClient()
  const { data } = useQuery(webhooksQuery())
  const save = async ({ url, sendsSecret, ...rest }: EndpointFields) => {
    // What did not change is left out: another address needs a proof of identity, another name does not.
    const change = {
      ...rest,
      ...(url !== endpoint.url && { url }),
      ...(sendsSecret !== endpoint.sendsSecret && { sendsSecret }),
    }
    await changeEndpoint(endpoint.id, change)
    onClose()
    toastDone('Endpoint changed')
    await queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  return (
    <Modal onClose={onClose} opened={opened} size="lg" title={`Edit ${endpoint.name}`}>
      <EndpointForm
        action="Save"
        before={endpoint}
        onClose={onClose}
        onSubmit={save}
        types={data?.eventTypes ?? endpoint.eventTypes ?? []}
      />
    </Modal>
  )
}

const OVERLAPS = [
  { hours: 24, label: 'In 24 hours', about: 'Webhooks carry both signatures until then: time for a release.' },
  { hours: 168, label: 'In 7 days', about: 'Both signatures until then.' },
  {
    hours: 0,
    label: 'Now',
    about: 'For a secret that leaked. Your receiver refuses webhooks until it has the new one.',
  },
] as const

function RotateDialog({
  endpoint,
  opened,
  onClose,
  onRotated,
}: DialogProps & { readonly onRotated: (secret: string) => void }): ReactElement {
  const queryClient = useQueryClient()
  const [hours, setHours] = useState('24')
  const rotate = async () => {
    const { secret } = await rotateSecret(endpoint.id, Number(hours))
    onRotated(secret)
    await queryClient.invalidateQueries({ queryKey: webhooksKey() })
  }
  return (
    <Modal onClose={onClose} opened={opened} title={`Rotate the secret of ${endpoint.name}`}>
      <DialogForm action="Rotate secret" onClose={onClose} onSubmit={rotate}>
        <Radio.Group label="The secret of before ends …" onChange={setHours} value={hours}>
          <Stack gap="xs" mt="xs">
            {OVERLAPS.map(({ hours: value, label, about }) => (
              <Radio description={about} key={value} label={label} value={String(value)} />
            ))}
          </Stack>
        </Radio.Group>
        {endpoint.sendsSecret && (
          <Text c="dimmed" size="sm">
            deepidv-signature holds the new secret alone, from now on.
          </Text>
        )}
      </DialogForm>
    </Modal>
  )
}

function DeleteDialog({ endpoint, opened, onClose }: DialogProps): ReactElement {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    await deleteEndpoint(endpoint.id)
    await navigate({ to: '/webhooks' })
    toastDone(`Deleted ${endpoint.name}`)
    await queryClient.invalidateQueries({ queryKey: [...webhooksKey(), 'list'] })
  }
  return (
    <ConfirmDialog
      action="Delete endpoint"
      onClose={onClose}
      onConfirm={remove}
      opened={opened}
      title={`Delete ${endpoint.name}`}
      typed={endpoint.name}
    >
      Nothing is sent to it any more, and the record of what was sent is gone. To stop for a while, pause it instead.
    </ConfirmDialog>
  )
}
