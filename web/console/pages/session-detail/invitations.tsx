/** The messages that invited the applicant, what came of each, and another one. */
import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClock, IconMail, IconMessage } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Invitation, SessionDetail } from '../../data/session-detail.ts'
import { inviteAgain } from '../../data/session-detail.ts'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { toastDone, toastError } from '../../kit/toast.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { sayInvitationReason } from './invitation-words.ts'

const LOOKS = {
  queued: { color: 'blue', word: 'On its way', Icon: IconClock },
  sent: { color: 'green', word: 'Sent', Icon: IconCircleCheck },
  refused: { color: 'red', word: 'Refused', Icon: IconCircleX },
  unknown: { color: 'orange', word: 'Unknown', Icon: IconAlertTriangle },
} as const

const CHANNELS = { email: 'E-mail', phone: 'Text message' } as const

/** Pages are told of each change by the server. */
export function Invitations({ session }: { readonly session: SessionDetail }): ReactElement {
  const { invitations } = session
  return (
    <Paper p="md" withBorder>
      <Title mb="sm" order={2} size="h5">
        Invitations
      </Title>
      {invitations.length === 0 ? (
        <Text c="dimmed" size="sm">
          None was sent from here.
        </Text>
      ) : (
        <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
          {invitations.map((invitation) => (
            <li key={invitation.id}>
              <OneInvitation invitation={invitation} />
            </li>
          ))}
        </Stack>
      )}
      {session.status === 'PENDING' && <SendAgain session={session} />}
    </Paper>
  )
}

function OneInvitation({ invitation }: { readonly invitation: Invitation }): ReactElement {
  const { channel, kind, state, reason, statusCode, createdAt, finishedAt } = invitation
  const { color, word, Icon } = LOOKS[state]
  return (
    <>
      <Group gap="xs">
        <Badge color={color} leftSection={<Icon aria-hidden="true" size={13} />} variant="light">
          {word}
        </Badge>
        <Text size="sm">
          {CHANNELS[channel]}
          {kind === 'session_reminder' && ', reminder'}
        </Text>
        <Text c="dimmed" size="sm">
          <TimeAgo moment={finishedAt ?? createdAt} />
        </Text>
      </Group>
      {reason !== null && state !== 'sent' && (
        <Text c="dimmed" size="sm">
          {sayInvitationReason(reason)}
          {statusCode !== null && ` (${statusCode})`}
          {state === 'queued' && ' It is tried again.'}
        </Text>
      )}
    </>
  )
}

function SendAgain({ session }: { readonly session: SessionDetail }): ReactElement {
  const { sendsMail, sendsSms } = useOrganization()
  const send = async (channel: Invitation['channel']) => {
    try {
      await inviteAgain(session.id, channel)
      toastDone(`${CHANNELS[channel]} on its way`)
    } catch (error) {
      toastError('Nothing was sent', error)
    }
  }
  const noSms = sendsSms ? undefined : 'This server has no transport for text messages'
  const noPhone = session.applicant.phone === undefined ? 'The applicant has no phone number' : undefined
  return (
    <Group gap="xs" mt="md">
      <ScopeButton
        disabledReason={sendsMail ? undefined : 'This server has no transport for e-mail'}
        leftSection={<IconMail aria-hidden="true" size={16} />}
        onClick={() => void send('email')}
        scope="sessions:write"
        size="xs"
        variant="default"
      >
        Send by e-mail
      </ScopeButton>
      <ScopeButton
        disabledReason={noSms ?? noPhone}
        leftSection={<IconMessage aria-hidden="true" size={16} />}
        onClick={() => void send('phone')}
        scope="sessions:write"
        size="xs"
        variant="default"
      >
        Send by text message
      </ScopeButton>
    </Group>
  )
}
