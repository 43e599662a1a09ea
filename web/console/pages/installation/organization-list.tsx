/** Every organization of the installation, searched and paged by the address. */
import { ActionIcon, Badge, Group, Menu, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type ReactElement, useMemo, useState } from 'react'
import { type OrganizationOverview, organizationsQuery } from '../../data/installation.ts'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { SearchInput } from '../../kit/search-input.tsx'
import { EmptyState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { type Act, ActDialog } from './act-dialogs.tsx'

const route = getRouteApi('/shell/installation')

/** With what an operator may do to each. */
export function OrganizationList(): ReactElement {
  const { q, cursor } = route.useSearch()
  const navigate = useNavigate()
  const { data, error, isFetching, refetch } = useQuery(organizationsQuery(q, cursor))
  const [act, setAct] = useState<Act>()
  const columns = useColumns(setAct)
  const go = (search: { q?: string | undefined; cursor?: string | undefined }, replace = false) =>
    void navigate({ to: '/installation', search, replace, resetScroll: false })
  const next = data?.nextCursor
  return (
    <Stack aria-labelledby="organizations" component="section" gap="sm">
      <Title id="organizations" order={2} size="h4">
        Organizations
      </Title>
      <Group>
        <SearchInput
          aria-label="Search organizations"
          flex={{ base: '1 1 100%', xs: '1 1 14rem' }}
          maw={{ base: '100%', xs: 320 }}
          maxLength={200}
          onSearch={(text) => go({ q: text }, true)}
          placeholder="Search by name or id"
          text={q ?? ''}
        />
      </Group>
      <DataTable
        columns={columns}
        empty={<EmptyState title="No organization fits the search" />}
        error={error}
        isFetching={isFetching}
        label="Organizations"
        onFirst={cursor === undefined ? undefined : () => go({ q })}
        onNext={next === undefined ? undefined : () => go({ q, cursor: next })}
        onRetry={() => void refetch()}
        rowId={({ id }) => id}
        rows={data?.items}
        skeletonRows={4}
      />
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </Stack>
  )
}

function useColumns(onAct: (act: Act) => void): ReadonlyArray<Column<OrganizationOverview>> {
  return useMemo(
    () => [
      { id: 'name', header: 'Name', cell: ({ row }) => <Name organization={row.original} /> },
      { id: 'founder', header: 'Founded by', cell: ({ row }) => row.original.founderEmail ?? 'A command' },
      { id: 'members', header: 'Members', cell: ({ row }) => row.original.memberCount.toLocaleString() },
      { id: 'tokens', header: 'Tokens', cell: ({ row }) => <Tokens organization={row.original} /> },
      { id: 'limits', header: 'Limits', cell: ({ row }) => <LimitWords organization={row.original} /> },
      { id: 'founded', header: 'Founded', cell: ({ row }) => <TimeAgo moment={row.original.createdAt} /> },
      {
        id: 'actions',
        header: () => <VisuallyHidden>Actions</VisuallyHidden>,
        cell: ({ row }) => <RowMenu onAct={onAct} organization={row.original} />,
      },
    ],
    [onAct],
  )
}

interface RowProps {
  readonly organization: OrganizationOverview
}

function Name({ organization: { name, status, deletionDueAt } }: RowProps): ReactElement {
  const state = deletionDueAt !== null ? 'To be deleted' : status === 'suspended' ? 'Suspended' : undefined
  return (
    <Group gap="xs" maw={280} wrap="nowrap">
      <Text fw={600} lineClamp={2} size="sm">
        {name}
      </Text>
      {state && (
        <Badge color={status === 'suspended' ? 'orange' : 'gray'} radius="sm" tt="none" variant="light">
          {state}
        </Badge>
      )}
    </Group>
  )
}

function Tokens({ organization: { availableTokens, heldTokens } }: RowProps): ReactElement {
  return (
    <div className="tabular">
      {availableTokens.toLocaleString()}
      {heldTokens > 0 && (
        <Text c="dimmed" size="xs">
          {heldTokens.toLocaleString()} held
        </Text>
      )}
    </div>
  )
}

function LimitWords({ organization: { limits, ownLimits } }: RowProps): ReactElement {
  const isOwn = Object.values(ownLimits).some((limit) => limit !== null)
  return (
    <div className="tabular">
      {limits.ratePerSecond.toLocaleString()} a second, {limits.dailyQuota.toLocaleString()} a day
      <Text c="dimmed" size="xs">
        Burst {limits.burst.toLocaleString()}
        {isOwn && ', of its own'}
      </Text>
    </div>
  )
}

function RowMenu({ organization, onAct }: RowProps & { readonly onAct: (act: Act) => void }): ReactElement {
  const isActive = organization.status === 'active'
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${organization.name}`} color="gray" variant="subtle">
          <IconDots aria-hidden="true" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAct({ kind: 'grant', organization })}>Add tokens</Menu.Item>
        <Menu.Item onClick={() => onAct({ kind: 'limits', organization })}>Set limits</Menu.Item>
        <Menu.Item {...(isActive && { color: 'red' })} onClick={() => onAct({ kind: 'status', organization })}>
          {isActive ? 'Suspend' : 'Let it go on'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
