/** The small parts of one key in the list: name with its limits, environment, last use, menu. */
import { ActionIcon, Badge, Group, Menu, Stack, Text } from '@mantine/core'
import { IconBan, IconDots, IconFilter, IconPencil } from '@tabler/icons-react'
import type { ReactElement, ReactNode } from 'react'
import type { ApiKey } from '../../data/api-keys.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { describeLimits } from './key-limits.ts'

/** What can be done with a key through a dialog. */
export type KeyAct = 'regenerate' | 'restrict' | 'rename' | 'revoke'

/** Name, state, limits, when it ends, and notes. */
export function KeyName({ apiKey, children }: { readonly apiKey: ApiKey; readonly children: ReactNode }): ReactElement {
  const limits = describeLimits(apiKey)
  return (
    <Stack gap={4}>
      <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
        {apiKey.name}
      </Text>
      <Group gap={4}>
        <StateBadge apiKey={apiKey} />
        {limits.map((limit) => (
          <Badge color="gray" key={limit} radius="sm" tt="none" variant="light">
            {limit}
          </Badge>
        ))}
      </Group>
      {children}
    </Stack>
  )
}

function StateBadge({ apiKey: { state, endsAt, expiresAt } }: { readonly apiKey: ApiKey }): ReactElement | null {
  if (state === 'revoked') return <EndBadge color="gray" word="Revoked" at={endsAt} />
  if (state === 'expired') return <EndBadge color="gray" word="Expired" at={expiresAt} />
  if (state === 'replaced') return <EndBadge color="orange" word="Replaced, ends" at={endsAt} />
  return expiresAt ? <EndBadge color="gray" word="Expires" at={expiresAt} /> : null
}

function EndBadge({ color, word, at }: { color: string; word: string; at: string | undefined }): ReactElement {
  return (
    <Badge color={color} radius="sm" tt="none" variant="light">
      {word} {at !== undefined && <TimeAgo moment={at} />}
    </Badge>
  )
}

/** Live or test, in the colours of the shell. */
export function EnvironmentBadge({ environment }: Pick<ApiKey, 'environment'>): ReactElement {
  return environment === 'live' ? (
    <Badge color="pine" radius="sm" tt="none" variant="light">
      Live
    </Badge>
  ) : (
    <Badge color="yellow" radius="sm" tt="none" variant="light">
      Test
    </Badge>
  )
}

/** When, from where, and how often of late. */
export function LastUse({ apiKey }: { readonly apiKey: ApiKey }): ReactElement {
  const { lastUsed, requestsLastHour = 0 } = apiKey
  if (!lastUsed) {
    return (
      <Text c="dimmed" size="sm">
        Never used
      </Text>
    )
  }
  return (
    <Stack gap={0}>
      <Text component="div" size="sm">
        <TimeAgo moment={lastUsed.at} />
      </Text>
      <Text c="dimmed" ff="monospace" fz={12} title={lastUsed.agent} style={{ overflowWrap: 'anywhere' }}>
        {lastUsed.ip}
      </Text>
      {requestsLastHour > 0 && (
        <Text c="dimmed" fz={12}>
          {requestsLastHour.toLocaleString()} in the last hour
        </Text>
      )}
    </Stack>
  )
}

/** When the key was made, and by whom. */
export function Creation({ apiKey: { createdAt, createdBy } }: { readonly apiKey: ApiKey }): ReactElement {
  return (
    <Stack gap={0}>
      <Text component="div" size="sm">
        <TimeAgo moment={createdAt} />
      </Text>
      <Text c="dimmed" fz={12}>
        {createdBy ? createdBy.name : 'with the organization'}
      </Text>
    </Stack>
  )
}

/** The acts that a key in this state allows; nothing for an ended one. */
export function KeyMenu({
  apiKey,
  onAct,
}: {
  readonly apiKey: ApiKey
  readonly onAct: (act: KeyAct) => void
}): ReactElement | null {
  if (apiKey.state === 'revoked' || apiKey.state === 'expired') return null
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${apiKey.name}`} color="gray" variant="subtle">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={apiKey.beyondYou.length > 0}
          leftSection={<IconFilter size={16} />}
          onClick={() => onAct('restrict')}
        >
          Restrict
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onAct('rename')}>
          Rename
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconBan size={16} />} onClick={() => onAct('revoke')}>
          Revoke
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
