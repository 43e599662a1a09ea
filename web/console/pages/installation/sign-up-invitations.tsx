/** Who was let in to sign up and has not come yet. */
import { Button, Code, Group, Modal, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy, IconUserPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import {
  inviteToSignUp,
  revokeSignUpInvitation,
  type SignUpInvitation,
  showSignUpLink,
  signUpInvitationsQuery,
} from '../../data/installation.ts'
import { signInOptionsQuery } from '../../data/sign-in.ts'
import { CopyButton } from '../../kit/copy.tsx'
import { type Column, DataTable } from '../../kit/data-table.tsx'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { Section } from '../../kit/section.tsx'
import { EmptyState } from '../../kit/states.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useCopied } from '../../kit/use-copied.ts'

/** With the way to let somebody in. */
export function SignUpInvitations(): ReactElement {
  const { data, error, isFetching, refetch } = useQuery(signUpInvitationsQuery)
  const { data: options } = useQuery(signInOptionsQuery)
  const [isInviting, setInviting] = useState(false)
  const columns = useMemo<ReadonlyArray<Column<SignUpInvitation>>>(
    () => [
      { id: 'email', header: 'E-mail', cell: ({ row }) => row.original.email },
      { id: 'by', header: 'Invited by', cell: ({ row }) => row.original.inviterName ?? 'A command' },
      { id: 'expires', header: 'Expires', cell: ({ row }) => <TimeAgo moment={row.original.expiresAt} /> },
      { id: 'actions', header: 'Actions', cell: ({ row }) => <Actions invitation={row.original} /> },
    ],
    [],
  )
  return (
    <Section
      description={
        options?.signUp === 'open'
          ? 'Everybody may sign up here (OPENIDV_CONSOLE_SIGN_UP is open), so that nobody needs an invitation.'
          : 'Only people with an invitation may sign up: yours found an organization of their own, those of a team join it.'
      }
      title="Invitations to sign up"
    >
      <Group mb="md">
        <Button leftSection={<IconUserPlus aria-hidden="true" size={16} />} onClick={() => setInviting(true)} size="xs">
          Invite to sign up
        </Button>
      </Group>
      <DataTable
        columns={columns}
        empty={<EmptyState title="No open invitations" />}
        error={error}
        isFetching={isFetching}
        label="Invitations to sign up"
        onRetry={() => void refetch()}
        rowId={({ id }) => id}
        rows={data?.items}
        skeletonRows={1}
      />
      <Modal onClose={() => setInviting(false)} opened={isInviting} title="Invite somebody to sign up">
        <InviteSteps onClose={() => setInviting(false)} />
      </Modal>
    </Section>
  )
}

function InviteSteps({ onClose }: { readonly onClose: () => void }): ReactElement {
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const [link, setLink] = useState<string>()
  const submit = async () => {
    setLink((await inviteToSignUp(email.trim())).link)
    await client.invalidateQueries({ queryKey: signUpInvitationsQuery.queryKey })
  }
  if (link === undefined) {
    return (
      <DialogForm
        action="Make the invitation"
        isReady={/^\S+@\S+\.\S+$/.test(email.trim())}
        onClose={onClose}
        onSubmit={submit}
      >
        <TextInput
          autoComplete="off"
          data-autofocus
          label="E-mail address"
          maxLength={254}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          type="email"
          value={email}
        />
      </DialogForm>
    )
  }
  return (
    <Stack gap="md">
      <Text size="sm">
        Hand this link to <b>{email.trim()}</b>. It works for that address only, once, for seven days. No e-mail is
        sent.
      </Text>
      <Code aria-label="Invitation link" block role="region" style={{ overflowX: 'auto' }} tabIndex={0}>
        {link}
      </Code>
      <Group justify="flex-end">
        <CopyButton label="link" value={link} />
        <Button onClick={onClose} size="xs">
          Done
        </Button>
      </Group>
    </Stack>
  )
}

function Actions({ invitation: { id, email } }: { readonly invitation: SignUpInvitation }): ReactElement {
  const client = useQueryClient()
  const { copied, copy } = useCopied()
  const copyLink = async () => {
    try {
      const link = await showSignUpLink(id)
      await copy(link, link)
    } catch (error) {
      toastError('The link could not be copied', error)
    }
  }
  const revoke = async () => {
    try {
      await revokeSignUpInvitation(id)
      toastDone(`The invitation of ${email} is revoked`)
    } catch (error) {
      toastError('The invitation was not revoked', error)
    } finally {
      await client.invalidateQueries({ queryKey: signUpInvitationsQuery.queryKey })
    }
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        aria-label={`Copy the link for ${email}`}
        leftSection={copied ? <IconCheck aria-hidden="true" size={16} /> : <IconCopy aria-hidden="true" size={16} />}
        onClick={() => void copyLink()}
        size="xs"
        variant="default"
      >
        {copied ? 'Copied' : 'Copy link'}
      </Button>
      <VisuallyHidden role="status">{copied ? `Copied the link for ${email}` : ''}</VisuallyHidden>
      <Button
        aria-label={`Revoke the invitation of ${email}`}
        color="red"
        onClick={() => void revoke()}
        size="xs"
        variant="light"
      >
        Revoke
      </Button>
    </Group>
  )
}
