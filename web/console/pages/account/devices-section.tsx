/** The devices that the person is signed in on. */
import { Badge, Button, Divider, Group, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { endOtherSignIns, endSignIn, type SignIn, signInsQuery } from '../../data/account.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { Section } from '../../kit/section.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'

const PHONES: ReadonlySet<string> = new Set(['iPhone', 'iPad', 'Android'])

/** Each can be signed out alone; all others, together. */
export function DevicesSection(): ReactElement {
  const queryClient = useQueryClient()
  const { data, error, refetch } = useQuery(signInsQuery)
  const [isConfirming, setConfirming] = useState(false)
  const [ending, setEnding] = useState<SignIn>()
  const others = data?.items.filter(({ isCurrent }) => !isCurrent) ?? []
  const endOthers = async () => {
    const { ended } = await endOtherSignIns()
    await queryClient.invalidateQueries(signInsQuery)
    notifications.show({ message: `${ended} other ${ended === 1 ? 'device is' : 'devices are'} signed out.` })
  }
  const endOne = async ({ id }: SignIn) => {
    await endSignIn(id)
    await queryClient.invalidateQueries(signInsQuery)
    notifications.show({ message: 'The device is signed out.' })
  }
  return (
    <Section description="Sign out what you do not know, then change your password." title="Signed-in devices">
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} title="Your devices could not be loaded" />
      ) : (
        <Stack gap="sm">
          {data?.items.map((item, place) => (
            <Stack gap="sm" key={item.id}>
              {place > 0 && <Divider />}
              <Device item={item} onEnd={() => setEnding(item)} />
            </Stack>
          )) ?? <Skeleton height={44} />}
          {others.length > 0 && (
            <Group mt="xs">
              <Button onClick={() => setConfirming(true)} variant="default">
                Sign out all other devices
              </Button>
            </Group>
          )}
        </Stack>
      )}
      <ConfirmDialog
        action="Sign out all others"
        onClose={() => setConfirming(false)}
        onConfirm={endOthers}
        opened={isConfirming}
        title="Sign out all other devices?"
      >
        Every device but this one is signed out at once, and none is trusted any more.
      </ConfirmDialog>
      <ConfirmDialog
        action="Sign out"
        onClose={() => setEnding(undefined)}
        onConfirm={async () => ending && endOne(ending)}
        opened={ending !== undefined}
        title="Sign out this device?"
      >
        {ending && `${describe(ending)} is signed out at once.`}
      </ConfirmDialog>
    </Section>
  )
}

function Device({ item, onEnd }: { readonly item: SignIn; readonly onEnd: () => void }): ReactElement {
  const Icon = PHONES.has(item.device) ? IconDeviceMobile : IconDeviceDesktop
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" miw={0} wrap="nowrap">
        <ThemeIcon aria-hidden="true" color="gray" size={36} variant="light">
          <Icon size={20} stroke={1.6} />
        </ThemeIcon>
        <Stack gap={0} miw={0}>
          <Group gap="xs">
            <Text fw={500} size="sm">
              {describe(item)}
            </Text>
            {item.isCurrent && (
              <Badge color="green" radius="sm" size="sm" tt="none" variant="light">
                This device
              </Badge>
            )}
          </Group>
          <Text c="dimmed" component="div" size="xs">
            {item.address ?? 'Unknown address'} · signed in <TimeAgo moment={item.createdAt} />
          </Text>
        </Stack>
      </Group>
      {!item.isCurrent && (
        <Button aria-label={`Sign out ${describe(item)}`} onClick={onEnd} size="xs" variant="default">
          Sign out
        </Button>
      )}
    </Group>
  )
}

function describe({ browser, device }: SignIn): string {
  if (browser === 'Unknown' && device === 'Unknown') return 'Unknown device'
  return `${browser === 'Unknown' ? 'Unknown browser' : browser} on ${device === 'Unknown' ? 'an unknown device' : device}`
}
