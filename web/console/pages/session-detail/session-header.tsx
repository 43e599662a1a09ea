/** The top of a session's page: who, status, ids, and what a reviewer can do. */
import { ActionIcon, Button, Group, Menu, Text, Title, Tooltip } from '@mantine/core'
import {
  IconBan,
  IconCheck,
  IconCopy,
  IconDots,
  IconLink,
  IconPlayerSkipForward,
  IconPrinter,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Outcome, SessionDetail } from '../../data/session-detail.ts'
import { BackLink } from '../../kit/back-link.tsx'
import { CopyId } from '../../kit/copy.tsx'
import { LinkMenuItem } from '../../kit/link.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { useCopied } from '../../kit/use-copied.ts'
import { useHeading } from '../../lib/focus.ts'
import { useOrganization } from '../../lib/organization.ts'
import classes from './session-page.module.css'

interface SessionHeaderProps {
  readonly session: SessionDetail
  /** What this member may make of the session now. */
  readonly outcomes: readonly Outcome[]
  /** Why the decision has to wait. */
  readonly hindrance: string | undefined
  readonly isQueue: boolean
  readonly onDecide: (outcome: Outcome) => void
  readonly onSkip: () => void
  readonly onNewLink: () => void
}

/** Sticks to the bottom of a phone's screen, where the thumb is. */
export function SessionHeader(props: SessionHeaderProps): ReactElement {
  const { session, isQueue } = props
  const name = `${session.applicant.firstName} ${session.applicant.lastName}`
  const heading = useHeading(name)
  return (
    <>
      {isQueue ? <BackLink name="Review" to="/review" /> : <BackLink name="Sessions" to="/sessions" />}
      <Group align="flex-start" justify="space-between" mb="md" mt={6} wrap="wrap">
        <div style={{ minWidth: 0 }}>
          <Group gap="sm">
            <Title order={1} ref={heading} size="h2" style={{ overflowWrap: 'anywhere' }} tabIndex={-1}>
              {name}
            </Title>
            <StatusBadge status={session.status} />
          </Group>
          <Group gap="xs" mt={4}>
            <CopyId id={session.id} isShort label="session id" />
            <Text c="dimmed" component="span" size="sm">
              {session.workflow?.name ?? 'Standalone verification'} · {told(session)}{' '}
              <TimeAgo moment={session.submittedAt ?? session.createdAt} />
            </Text>
          </Group>
        </div>
        <Actions {...props} />
      </Group>
    </>
  )
}

function told({ submittedAt }: SessionDetail): string {
  return submittedAt === undefined ? 'created' : 'submitted'
}

function Actions({
  session,
  outcomes,
  hindrance,
  isQueue,
  onDecide,
  onSkip,
  onNewLink,
}: SessionHeaderProps): ReactElement {
  const { copy } = useCopied()
  const mayCreate = useOrganization().can('sessions:write')
  const can = (outcome: Outcome) => outcomes.includes(outcome)
  return (
    <div className={classes.actions}>
      {isQueue && (
        <Tooltip label="Next in the queue (N)">
          <Button leftSection={<IconPlayerSkipForward size={16} />} onClick={onSkip} variant="default">
            Skip
          </Button>
        </Tooltip>
      )}
      {can('REJECTED') && (
        <Tooltip label={hindrance ?? 'Reject (D)'}>
          <Button
            color="red"
            disabled={hindrance !== undefined}
            leftSection={<IconX size={16} />}
            onClick={() => onDecide('REJECTED')}
            variant="light"
          >
            Reject
          </Button>
        </Tooltip>
      )}
      {can('VERIFIED') && (
        <Tooltip label={hindrance ?? 'Approve (A)'}>
          <Button
            disabled={hindrance !== undefined}
            leftSection={<IconCheck size={16} />}
            onClick={() => onDecide('VERIFIED')}
          >
            Approve
          </Button>
        </Tooltip>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="More actions" size={36} variant="default">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            onClick={() => void copy(JSON.stringify(session.raw, undefined, 2), 'It stands under Raw.')}
          >
            Copy JSON
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            onClick={() => void copy(window.location.href, window.location.href)}
          >
            Copy link to this page
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            Print or save as PDF
          </Menu.Item>
          {mayCreate && session.status === 'PENDING' && (
            <Menu.Item leftSection={<IconLink size={16} />} onClick={onNewLink}>
              New link for the applicant
            </Menu.Item>
          )}
          {mayCreate && (
            <LinkMenuItem
              leftSection={<IconUserPlus size={16} />}
              search={{ create: true, again: session.id }}
              to="/sessions"
            >
              New session for this person
            </LinkMenuItem>
          )}
          {can('VOIDED') && (
            <>
              <Menu.Divider />
              <VoidItem hindrance={hindrance} onVoid={() => onDecide('VOIDED')} />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** It stays within reach of the arrow keys when it cannot be chosen, so that everybody can learn the reason. */
function VoidItem({
  hindrance,
  onVoid,
}: {
  readonly hindrance: string | undefined
  readonly onVoid: () => void
}): ReactElement {
  const isHindered = hindrance !== undefined
  return (
    <Menu.Item
      aria-disabled={isHindered}
      closeMenuOnClick={!isHindered}
      color={isHindered ? 'gray' : 'red'}
      leftSection={<IconBan size={16} />}
      onClick={isHindered ? undefined : onVoid}
    >
      Void session
      {isHindered && (
        <Text c="dimmed" maw={220} size="xs">
          {hindrance}
        </Text>
      )}
    </Menu.Item>
  )
}
