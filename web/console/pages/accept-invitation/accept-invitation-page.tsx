/** What the link of an invitation leads to: signing in with the right address, and joining. */
import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { acceptInvitation, invitationQuery, type ShownInvitation } from '../../data/invitation.ts'
import { LinkButton } from '../../kit/link.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'
import { ROLE_NAMES, ROLE_WORDS } from '../team/words.ts'

/** For everybody, signed in or not. */
export function AcceptInvitationPage(): ReactElement {
  const { secret } = useParams({ from: '/accept-invitation/$secret' })
  const { data, error, refetch } = useQuery(invitationQuery(secret))
  const isUnknown = error instanceof ApiError && [400, 404].includes(error.status)
  if (isUnknown) {
    return (
      <EntryFrame title="No such invitation">
        <Text size="sm">The link is not complete, or it was never one of ours. Ask whoever sent it for another.</Text>
      </EntryFrame>
    )
  }
  if (error && !data) {
    return (
      <EntryFrame title="Invitation">
        <ErrorState error={error} onRetry={() => void refetch()} title="The invitation could not be loaded" />
      </EntryFrame>
    )
  }
  if (!data) {
    return (
      <EntryFrame title="Invitation">
        <Skeleton height={90} />
      </EntryFrame>
    )
  }
  return data.state === 'open' ? <Open secret={secret} invitation={data} /> : <Over invitation={data} />
}

const OVER_WORDS = {
  expired: ['This invitation has expired', 'Invitations last seven days. Ask whoever invited you to renew it.'],
  revoked: ['This invitation was revoked', 'Ask whoever invited you for another one.'],
  accepted: ['This invitation was accepted', 'If that was you, sign in and choose the organization.'],
} as const

function Over({ invitation }: { readonly invitation: ShownInvitation }): ReactElement {
  const [title, words] = OVER_WORDS[invitation.state === 'open' ? 'expired' : invitation.state]
  return (
    <EntryFrame title={title}>
      <Stack gap="md">
        <Text size="sm">{words}</Text>
        <LinkButton to="/" variant="default">
          Open the console
        </LinkButton>
      </Stack>
    </EntryFrame>
  )
}

function Open({ secret, invitation }: { readonly secret: string; readonly invitation: ShownInvitation }): ReactElement {
  const { organizationName, role, email, isForYou } = invitation
  return (
    <EntryFrame
      description={
        <>
          You are invited as <b>{ROLE_NAMES[role].toLowerCase()}</b>: {ROLE_WORDS[role].toLowerCase()}.
        </>
      }
      title={`Join ${organizationName}`}
    >
      {isForYou === undefined && <SignedOut email={email} secret={secret} />}
      {isForYou === false && <WrongPerson email={email} secret={secret} />}
      {isForYou === true && <Accept secret={secret} organizationName={organizationName} />}
    </EntryFrame>
  )
}

function SignedOut({ email, secret }: { readonly email: string; readonly secret: string }): ReactElement {
  const next = `/accept-invitation/${secret}`
  return (
    <Stack gap="md">
      <Text size="sm">
        The invitation is for <b>{email}</b>. Sign in with that address, or sign up with it.
      </Text>
      <LinkButton fullWidth search={{ next }} to="/sign-up">
        Sign up
      </LinkButton>
      <LinkButton fullWidth search={{ next }} to="/sign-in" variant="default">
        Sign in
      </LinkButton>
    </Stack>
  )
}

function WrongPerson({ email, secret }: { readonly email: string; readonly secret: string }): ReactElement {
  const change = async () => {
    try {
      await api.post('/api/auth/sign-out')
    } finally {
      window.location.replace(`/sign-in?next=${encodeURIComponent(`/accept-invitation/${secret}`)}`)
    }
  }
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light">
        The invitation is for <b>{email}</b>, and you are signed in with another address.
      </Alert>
      <Button fullWidth onClick={() => void change()} variant="default">
        Sign in with that address
      </Button>
    </Stack>
  )
}

function Accept({
  secret,
  organizationName,
}: {
  readonly secret: string
  readonly organizationName: string
}): ReactElement {
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const accept = async () => {
    setRunning(true)
    try {
      await acceptInvitation(secret)
      window.location.assign('/')
    } catch (error) {
      setProblem(error)
      setRunning(false)
    }
  }
  return (
    <Stack gap="md">
      {problem !== undefined && <ErrorState error={problem} title="You did not join" />}
      <Button fullWidth loading={isRunning} onClick={() => void accept()}>
        Join {organizationName}
      </Button>
    </Stack>
  )
}
