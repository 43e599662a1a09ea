/** The members, with what can be done with each. */
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import { apiKeysKey, apiKeysQuery } from '../../data/api-keys.ts'
import type { Role } from '../../data/me.ts'
import {
  changeRole,
  leaveOrganization,
  type Member,
  membersQuery,
  removeMember,
  rolesQuery,
  teamKey,
} from '../../data/team.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { EmptyState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useOrganization, usePerson } from '../../lib/organization.ts'
import { countLimitedKeys, type Lowering, LowerRoleDialog } from './lower-role-dialog.tsx'
import { RoleSelect } from './role-select.tsx'
import { ROLE_NAMES } from './words.ts'

/** By name, the reader marked. */
export function MemberList(): ReactElement {
  const { data, error, isFetching, refetch } = useQuery(membersQuery())
  const [leaving, setLeaving] = useState<Member>()
  const columns = useColumns(setLeaving)
  return (
    <Stack aria-labelledby="members" component="section" gap="sm">
      <Title id="members" order={2} size="h4">
        Members
      </Title>
      <DataTable
        columns={columns}
        empty={<EmptyState title="There is nobody" />}
        error={error}
        isFetching={isFetching}
        label="Members"
        onRetry={() => void refetch()}
        rowId={({ userId }) => userId}
        rows={data?.items}
        skeletonRows={3}
      />
      <EndDialog member={leaving} onClose={() => setLeaving(undefined)} />
    </Stack>
  )
}

function useColumns(onEnd: (member: Member) => void): ReadonlyArray<Column<Member>> {
  return useMemo(
    () => [
      { id: 'name', header: 'Name', cell: ({ row }) => <Who member={row.original} /> },
      { id: 'role', header: 'Role', cell: ({ row }) => <RoleCell member={row.original} /> },
      { id: 'factor', header: 'Two-factor', cell: ({ row }) => <Factor isOn={row.original.hasTwoFactor} /> },
      {
        id: 'seen',
        header: 'Last seen',
        cell: ({ row }) =>
          row.original.lastSeenAt ? (
            <TimeAgo moment={row.original.lastSeenAt} />
          ) : (
            <Text c="dimmed" size="sm">
              Never
            </Text>
          ),
      },
      { id: 'end', header: 'Action', cell: ({ row }) => <EndButton member={row.original} onEnd={onEnd} /> },
    ],
    [onEnd],
  )
}

function Who({ member: { userId, name, email } }: { readonly member: Member }): ReactElement {
  const me = usePerson()
  return (
    <Stack gap={0}>
      <Group gap="xs" wrap="nowrap">
        <Text fw={600} size="sm">
          {name}
        </Text>
        {userId === me.id && (
          <Badge color="gray" radius="sm" size="sm" tt="none" variant="light">
            You
          </Badge>
        )}
      </Group>
      <Text c="dimmed" size="xs">
        {email}
      </Text>
    </Stack>
  )
}

function RoleCell({ member }: { readonly member: Member }): ReactElement {
  const { can, role: myRole } = useOrganization()
  const me = usePerson()
  const client = useQueryClient()
  const [lowering, setLowering] = useState<Lowering>()
  const isTouchable = member.role !== 'owner' || myRole === 'owner'
  if (!can('members:write') || member.userId === me.id || !isTouchable) return <>{ROLE_NAMES[member.role]}</>
  const change = async (role: Role) => {
    await changeRole(member.userId, role)
    toastDone(`${member.name} is ${ROLE_NAMES[role].toLowerCase()}`)
    await Promise.all([teamKey(), apiKeysKey()].map((queryKey) => client.invalidateQueries({ queryKey })))
  }
  const choose = async (role: Role) => {
    try {
      const [roles, { items }] = await Promise.all([
        client.fetchQuery(rolesQuery()),
        client.fetchQuery(apiKeysQuery({ ended: false })),
      ])
      const keys = countLimitedKeys(items, member, role, roles)
      if (keys > 0) setLowering({ role, keys })
      else await change(role)
    } catch (error) {
      toastError('The role was not changed', error)
      await client.invalidateQueries({ queryKey: teamKey() })
    }
  }
  return (
    <>
      <RoleSelect
        aria-label={`Role of ${member.name}`}
        canMakeOwners={myRole === 'owner'}
        onChange={(role) => void choose(role)}
        size="xs"
        value={member.role}
        w={130}
      />
      <LowerRoleDialog lowering={lowering} member={member} onClose={() => setLowering(undefined)} onConfirm={change} />
    </>
  )
}

function Factor({ isOn }: { readonly isOn: boolean }): ReactElement {
  const Icon = isOn ? IconShieldCheck : IconShieldOff
  return (
    <Badge
      color={isOn ? 'green' : 'gray'}
      leftSection={<Icon aria-hidden="true" size={13} />}
      radius="sm"
      tt="none"
      variant="light"
    >
      {isOn ? 'On' : 'Off'}
    </Badge>
  )
}

function EndButton({
  member,
  onEnd,
}: {
  readonly member: Member
  readonly onEnd: (member: Member) => void
}): ReactElement | null {
  const { can, role } = useOrganization()
  const isMe = member.userId === usePerson().id
  if (!isMe && (!can('members:write') || (member.role === 'owner' && role !== 'owner'))) return null
  return (
    <Button
      aria-label={isMe ? 'Leave the organization' : `Remove ${member.name}`}
      color="red"
      onClick={() => onEnd(member)}
      size="compact-xs"
      variant="light"
    >
      {isMe ? 'Leave' : 'Remove'}
    </Button>
  )
}

function EndDialog({
  member,
  onClose,
}: {
  readonly member: Member | undefined
  readonly onClose: () => void
}): ReactElement | null {
  const { name } = useOrganization()
  const isMe = member?.userId === usePerson().id
  const client = useQueryClient()
  if (!member) return null
  const end = async () => {
    if (isMe) {
      await leaveOrganization()
      window.location.assign('/')
      return
    }
    await removeMember(member.userId)
    toastDone(`${member.name} was removed`)
    await client.invalidateQueries({ queryKey: teamKey() })
  }
  return (
    <ConfirmDialog
      action={isMe ? 'Leave' : 'Remove member'}
      onClose={onClose}
      onConfirm={end}
      opened
      title={isMe ? `Leave ${name}?` : `Remove ${member.name}?`}
    >
      {isMe
        ? 'You lose access at once. Somebody on the team can invite you again.'
        : `${member.name} loses access with the next click. API keys that they made go on working: revoke those that they knew.`}
    </ConfirmDialog>
  )
}
