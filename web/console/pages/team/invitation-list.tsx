/** The invitations that nobody accepted yet. */
import { Badge, Button, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import {
  type Invitation,
  invitationsQuery,
  renewInvitation,
  revokeInvitation,
  showInvitationLink,
  teamKey,
} from '../../data/team.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { EmptyState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useCopied } from '../../kit/use-copied.ts'
import { ROLE_NAMES } from './words.ts'

/** With the ways to hand the link on, to renew it and to take it back, for those who may. */
export function InvitationList(): ReactElement {
  const { data, error, isFetching, refetch } = useQuery(invitationsQuery())
  const [revoked, setRevoked] = useState<Invitation>()
  const columns = useColumns(setRevoked)
  return (
    <Stack aria-labelledby="invitations" component="section" gap="sm">
      <Title id="invitations" order={2} size="h4">
        Invitations
      </Title>
      <DataTable
        columns={columns}
        empty={
          <EmptyState title="No open invitations">
            Invite a teammate by e-mail address, and hand them the link that you get.
          </EmptyState>
        }
        error={error}
        isFetching={isFetching}
        label="Invitations"
        onRetry={() => void refetch()}
        rowId={({ email }) => email}
        rows={data?.items}
        skeletonRows={1}
      />
      <RevokeDialog invitation={revoked} onClose={() => setRevoked(undefined)} />
    </Stack>
  )
}

function useColumns(onRevoke: (invitation: Invitation) => void): ReadonlyArray<Column<Invitation>> {
  return useMemo(
    () => [
      { id: 'email', header: 'E-mail', cell: ({ row }) => <Text size="sm">{row.original.email}</Text> },
      { id: 'role', header: 'Role', cell: ({ row }) => ROLE_NAMES[row.original.role] },
      { id: 'by', header: 'Invited by', cell: ({ row }) => row.original.inviterName },
      { id: 'expires', header: 'Expires', cell: ({ row }) => <Expiry invitation={row.original} /> },
      {
        id: 'actions',
        header: 'Actions',
        cell: ({ row }) => <Actions invitation={row.original} onRevoke={onRevoke} />,
      },
    ],
    [onRevoke],
  )
}

function Expiry({ invitation: { isExpired, expiresAt } }: { readonly invitation: Invitation }): ReactElement {
  if (!isExpired) return <TimeAgo moment={expiresAt} />
  return (
    <Badge color="orange" radius="sm" tt="none" variant="light">
      Expired
    </Badge>
  )
}

function Actions({
  invitation,
  onRevoke,
}: {
  readonly invitation: Invitation
  readonly onRevoke: (invitation: Invitation) => void
}): ReactElement | null {
  const client = useQueryClient()
  const { copied, copy } = useCopied()
  const { id, email, isExpired } = invitation
  if (id === undefined) return null
  const copyLink = async () => {
    try {
      const link = await showInvitationLink(id)
      await copy(link, link)
    } catch (error) {
      toastError('The link could not be copied', error)
    }
  }
  const renew = async () => {
    try {
      await renewInvitation(id)
      toastDone(`The invitation of ${email} lasts seven more days`)
    } catch (error) {
      toastError('The invitation was not renewed', error)
    } finally {
      await client.invalidateQueries({ queryKey: teamKey() })
    }
  }
  return (
    <Group gap="xs" wrap="nowrap">
      {!isExpired && (
        <Button
          aria-label={`Copy the link for ${email}`}
          leftSection={copied ? <IconCheck aria-hidden="true" size={16} /> : <IconCopy aria-hidden="true" size={16} />}
          onClick={() => void copyLink()}
          size="xs"
          variant="default"
        >
          {copied ? 'Copied' : 'Copy link'}
        </Button>
      )}
      <VisuallyHidden role="status">{copied ? `Copied the link for ${email}` : ''}</VisuallyHidden>
      <Button aria-label={`Renew the invitation of ${email}`} onClick={() => void renew()} size="xs" variant="default">
        Renew
      </Button>
      <Button
        aria-label={`Revoke the invitation of ${email}`}
        color="red"
        onClick={() => onRevoke(invitation)}
        size="xs"
        variant="light"
      >
        Revoke
      </Button>
    </Group>
  )
}

function RevokeDialog({
  invitation,
  onClose,
}: {
  readonly invitation: Invitation | undefined
  readonly onClose: () => void
}): ReactElement | null {
  const client = useQueryClient()
  const id = invitation?.id
  if (!invitation || id === undefined) return null
  const revoke = async () => {
    await revokeInvitation(id)
    toastDone('Invitation revoked')
    await client.invalidateQueries({ queryKey: teamKey() })
  }
  return (
    <ConfirmDialog
      action="Revoke invitation"
      onClose={onClose}
      onConfirm={revoke}
      opened
      title={`Revoke the invitation of ${invitation.email}?`}
    >
      Its link leads nowhere from then on. You can invite the address again.
    </ConfirmDialog>
  )
}
