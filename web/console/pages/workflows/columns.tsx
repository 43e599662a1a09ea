/** The columns of the list of workflows. */
import { ActionIcon, Badge, Group, Menu, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { OfferedStep, WorkflowItem } from '../../data/workflow-types.ts'
import type { Column } from '../../kit/data-table.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import type { Environment } from '../../lib/environment.ts'
import { StepIcon } from '../workflow-builder/step-icon.tsx'
import type { WorkflowActions } from './use-workflow-actions.ts'

interface Options {
  readonly offered: readonly OfferedStep[]
  readonly environment: Environment
  readonly canWrite: boolean
  readonly actions: WorkflowActions
}

/** Numbers are of the last 30 days. */
export function workflowColumns(options: Options): ReadonlyArray<Column<WorkflowItem>> {
  const { offered, environment, canWrite } = options
  const columns: Array<Column<WorkflowItem>> = [
    { id: 'name', header: 'Name', cell: ({ row }) => <Name item={row.original} /> },
    { id: 'steps', header: 'Steps', cell: ({ row }) => <Steps ids={row.original.steps} offered={offered} /> },
    { id: 'version', header: 'Version', cell: ({ row }) => row.original.version },
    { id: 'sessions', header: 'Sessions, 30 days', cell: ({ row }) => row.original.sessions.toLocaleString() },
    { id: 'pass', header: 'Pass rate', cell: ({ row }) => <PassRate rate={row.original.passRate} /> },
    {
      id: 'price',
      header: 'Tokens per session',
      cell: ({ row }) => (environment === 'sandbox' ? 'Free' : row.original.tokensPerSession),
    },
    { id: 'changed', header: 'Changed', cell: ({ row }) => <TimeAgo moment={row.original.updatedAt} /> },
  ]
  if (!canWrite) return columns
  const menu: Column<WorkflowItem> = {
    id: 'actions',
    header: () => <VisuallyHidden>Actions</VisuallyHidden>,
    cell: ({ row }) => <RowMenu {...options} item={row.original} />,
  }
  return [...columns, menu]
}

function Name({ item }: { readonly item: WorkflowItem }): ReactElement {
  return (
    <Group gap="xs" maw={320} wrap="nowrap">
      <LinkAnchor fw={600} lineClamp={2} params={{ id: item.id }} size="sm" to="/workflows/$id">
        {item.name}
      </LinkAnchor>
      {item.isFixture && (
        <Badge color="gray" radius="sm" tt="none" variant="light">
          Example
        </Badge>
      )}
      {item.status === 'inactive' && (
        <Badge color="gray" radius="sm" tt="none" variant="light">
          Archived
        </Badge>
      )}
    </Group>
  )
}

function Steps({ ids, offered }: { readonly ids: readonly string[]; readonly offered: readonly OfferedStep[] }) {
  const found = ids.map((id) => ({ id, step: offered.find((known) => known.id === id) }))
  const names = found.map(({ id, step }) => step?.label ?? id).join(', ')
  return (
    <Tooltip label={names} maw={320} multiline>
      <Group aria-label={names} c="dimmed" gap={4} maw={160} role="img">
        {found.map(({ id, step }) => (
          <StepIcon category={step?.category} id={id} key={id} />
        ))}
      </Group>
    </Tooltip>
  )
}

function PassRate({ rate }: { readonly rate: number | undefined }): ReactElement {
  if (rate === undefined) {
    return (
      <Text c="dimmed" inherit span>
        none decided
      </Text>
    )
  }
  return <>{rate.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 1 })}</>
}

function RowMenu({ item, environment, actions }: Options & { readonly item: WorkflowItem }): ReactElement {
  const other: Environment = environment === 'live' ? 'sandbox' : 'live'
  const isActive = item.status === 'active'
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${item.name}`} color="gray" variant="subtle">
          <IconDots aria-hidden="true" size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void actions.duplicate(item, environment)}>Duplicate</Menu.Item>
        <Menu.Item onClick={() => void actions.duplicate(item, other)}>Copy to {other}</Menu.Item>
        {!item.isFixture && (
          <Menu.Item onClick={() => void actions.setStatus(item, isActive ? 'inactive' : 'active')}>
            {isActive ? 'Archive' : 'Take back into use'}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
