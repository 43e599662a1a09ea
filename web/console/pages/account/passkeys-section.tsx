/** The passkeys of the person. */
import { Alert, Button, Divider, Group, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFingerprint } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { meQuery } from '../../data/me.ts'
import { type Passkey, passkeysQuery, removePasskey } from '../../data/passkeys.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { Section } from '../../kit/section.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { canUsePasskeys } from '../../lib/can-use-passkeys.ts'
import { NamePasskeyDialog } from './name-passkey-dialog.tsx'

/** Each can be named and removed; adding and removing asks for a proof. */
export function PasskeysSection(): ReactElement {
  const queryClient = useQueryClient()
  const { data, error, refetch } = useQuery(passkeysQuery)
  const [naming, setNaming] = useState<Passkey | 'new'>()
  const [removing, setRemoving] = useState<Passkey>()
  const remove = async ({ id, name }: Passkey) => {
    await removePasskey(id)
    await Promise.all([queryClient.invalidateQueries(passkeysQuery), queryClient.invalidateQueries(meQuery)])
    notifications.show({ message: `${name} is removed and signs nobody in any more.` })
  }
  return (
    <Section
      description="Sign in with the fingerprint, face or PIN of your device, without password and code. A passkey cannot be guessed or given away to a false site."
      title="Passkeys"
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} title="Your passkeys could not be loaded" />
      ) : (
        <Stack gap="sm">
          {data ? (
            data.items.map((item, place) => (
              <Stack gap="sm" key={item.id}>
                {place > 0 && <Divider />}
                <PasskeyRow item={item} onName={() => setNaming(item)} onRemove={() => setRemoving(item)} />
              </Stack>
            ))
          ) : (
            <Skeleton height={44} />
          )}
          {data?.items.length === 0 && (
            <Text c="dimmed" size="sm">
              You have no passkey yet.
            </Text>
          )}
          {canUsePasskeys() ? (
            <Group mt="xs">
              <Button onClick={() => setNaming('new')} variant={data?.items.length === 0 ? 'filled' : 'default'}>
                Add a passkey
              </Button>
            </Group>
          ) : (
            <Alert color="gray" variant="light">
              This browser makes no passkeys at this address: it needs https and a host name.
            </Alert>
          )}
        </Stack>
      )}
      <NamePasskeyDialog onClose={() => setNaming(undefined)} passkey={naming} />
      <ConfirmDialog
        action="Remove passkey"
        onClose={() => setRemoving(undefined)}
        onConfirm={async () => removing && remove(removing)}
        opened={removing !== undefined}
        title="Remove this passkey?"
      >
        {removing && `${removing.name} signs nobody in any more. Delete it on the device, too.`}
      </ConfirmDialog>
    </Section>
  )
}

function PasskeyRow({
  item,
  onName,
  onRemove,
}: {
  readonly item: Passkey
  readonly onName: () => void
  readonly onRemove: () => void
}): ReactElement {
  return (
    <Group justify="space-between">
      <Group gap="sm" miw={0} wrap="nowrap">
        <ThemeIcon aria-hidden="true" color="gray" size={36} variant="light">
          <IconFingerprint size={20} stroke={1.6} />
        </ThemeIcon>
        <Stack gap={0} miw={0}>
          <Text fw={500} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {item.name}
          </Text>
          <Text c="dimmed" component="div" size="xs">
            added <TimeAgo moment={item.createdAt} />
            {item.usedAt === null ? ' · never used' : ' · used '}
            {item.usedAt !== null && <TimeAgo moment={item.usedAt} />}
          </Text>
        </Stack>
      </Group>
      <Group gap="xs">
        <Button aria-label={`Rename ${item.name}`} onClick={onName} size="xs" variant="default">
          Rename
        </Button>
        <Button aria-label={`Remove ${item.name}`} onClick={onRemove} size="xs" variant="default">
          Remove
        </Button>
      </Group>
    </Group>
  )
}
