/** The columns of the audit log. */
import { Badge, Group, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import type { AuditEvent } from '../../data/audit.ts'
import { CopyId } from '../../kit/copy.tsx'
import type { Column } from '../../kit/data-table.tsx'
import { ACTOR_WORDS, sayAction, sayMoment, sayTimes } from './words.ts'

/** `onOpen` shows everything about a row; that of the first render is kept. */
export function useColumns(onOpen: (id: number) => void): ReadonlyArray<Column<AuditEvent>> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the action does the same in every render
  return useMemo(
    () => [
      {
        id: 'at',
        header: 'Time',
        cell: ({ row: { original } }) => (
          <UnstyledButton
            aria-label={`${sayMoment(original.at)}, details of row ${original.id}`}
            fz="sm"
            onClick={() => onOpen(original.id)}
            style={{ whiteSpace: 'nowrap' }}
          >
            <Tooltip label={original.at}>
              <time dateTime={original.at}>{sayMoment(original.at)}</time>
            </Tooltip>
          </UnstyledButton>
        ),
      },
      { id: 'actor', header: 'Who', cell: ({ row }) => <ActorName actor={row.original.actor} /> },
      {
        id: 'action',
        header: 'What',
        cell: ({ row: { original } }) => sayAction(original.action) + sayTimes(original),
      },
      { id: 'target', header: 'Target', cell: ({ row }) => <TargetName event={row.original} /> },
      {
        id: 'ip',
        header: 'IP address',
        cell: ({ row }) => (
          <Text c={row.original.ip ? 'inherit' : 'dimmed'} ff="monospace" size="xs">
            {row.original.ip ?? '–'}
          </Text>
        ),
      },
    ],
    [],
  )
}

/** Name and kind of who acted; somebody who is gone has an id only. */
export function ActorName({ actor }: Pick<AuditEvent, 'actor'>): ReactElement {
  const { kind, id, name } = actor
  if (kind === 'system' || kind === 'operator' || kind === 'stranger') {
    return (
      <Text c="dimmed" size="sm">
        {ACTOR_WORDS[kind]}
      </Text>
    )
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Text maw={180} size="sm" truncate>
        {name ?? id?.slice(0, 8) ?? 'Unknown'}
      </Text>
      {kind !== 'member' && (
        <Badge color="gray" radius="sm" size="sm" tt="none" variant="light">
          {ACTOR_WORDS[kind]}
        </Badge>
      )}
    </Group>
  )
}

/** Name and short id of what was acted on. */
function TargetName({ event: { target, details } }: { readonly event: AuditEvent }): ReactElement | null {
  if (!target) return null
  const role = [details.from, details.to ?? details.role].filter((word) => typeof word === 'string').join(' → ')
  return (
    <Stack gap={0}>
      {target.name !== undefined && (
        <Text maw={220} size="sm" truncate>
          {target.name}
          {role !== '' && ` (${role})`}
        </Text>
      )}
      <CopyId id={target.id} isShort label="target id" />
    </Stack>
  )
}
