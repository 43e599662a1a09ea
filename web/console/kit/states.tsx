/** What a page shows instead of its content: nothing there, an error, no permission. */
import { Alert, Button, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconInbox, IconLock } from '@tabler/icons-react'
import type { Query } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import type { Scope } from '../data/me.ts'
import { sayRolesWith } from '../data/roles.ts'
import { useOrganization } from '../lib/organization.ts'
import { queryClient } from '../lib/query-client.ts'
import { isRefusedStepUp, requestIdOf, sayProblem } from '../lib/say-problem.ts'
import { askStepUp } from '../lib/step-up.ts'
import { CopyId } from './copy.tsx'
import { PageHeader } from './page-header.tsx'

interface EmptyStateProps {
  readonly title: string
  readonly children?: ReactNode
  /** The one next step. */
  readonly action?: ReactNode
}

/** Nothing there: a sentence, the next step, and a snippet where the step is a call of the API. */
export function EmptyState({ title, children, action }: EmptyStateProps): ReactElement {
  return (
    <Stack align="center" gap="sm" px="md" py={48}>
      <ThemeIcon aria-hidden="true" color="gray" radius="xl" size={44} variant="light">
        <IconInbox size={22} />
      </ThemeIcon>
      <Text fw={600} ta="center">
        {title}
      </Text>
      {children !== undefined && (
        <Text c="dimmed" component="div" maw={560} size="sm" ta="center" w="100%">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  )
}

interface ErrorStateProps {
  readonly error: unknown
  /** What could not be done, e.g. `The sessions could not be loaded`. */
  readonly title: string
  readonly onRetry?: (() => void) | undefined
}

/** What failed, with the request's id, and the way to try again. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps): ReactElement {
  const requestId = requestIdOf(error)
  return (
    <Alert color="red" icon={<IconAlertTriangle />} role="alert" title={title} variant="light">
      <Stack align="flex-start" gap="xs">
        <Text size="sm">{sayProblem(error)}</Text>
        {requestId !== undefined && (
          <Group gap={6}>
            <Text c="dimmed" size="sm">
              Request
            </Text>
            <CopyId id={requestId} label="request id" />
          </Group>
        )}
        <MendButton error={error} onRetry={onRetry} />
      </Stack>
    </Alert>
  )
}

/** What stands above rows that are older than they should be, since asking for them anew failed. */
export function StaleNote({ error, onRetry }: Omit<ErrorStateProps, 'title'>): ReactElement {
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} mb="sm" p="sm" role="alert" variant="light">
      <Group gap="xs" justify="space-between">
        <Text size="sm">
          <strong>Could not be refreshed.</strong> {sayProblem(error)}
        </Text>
        <MendButton error={error} onRetry={onRetry} />
      </Group>
    </Alert>
  )
}

/** Tries again, after the proof of identity where it is that which is missing. */
function MendButton({ error, onRetry }: Omit<ErrorStateProps, 'title'>): ReactElement | null {
  const prove = async () => {
    if (!(await askStepUp())) return
    onRetry?.()
    const refused = { predicate: ({ state }: Query) => isRefusedStepUp(state.error), type: 'active' } as const
    await queryClient.refetchQueries(refused, { cancelRefetch: false })
  }
  const isRefused = isRefusedStepUp(error)
  if (!isRefused && !onRetry) return null
  return (
    <Button onClick={isRefused ? () => void prove() : onRetry} size="xs" variant="default">
      {isRefused ? 'Confirm that it is you' : 'Try again'}
    </Button>
  )
}

/** Shows its children to members who hold the scope, and to others which role they would need. */
export function RequireScope({
  scope,
  title,
  children,
}: {
  readonly scope: Scope
  /** The page's name, where its header is among the children. */
  readonly title?: string
  readonly children: ReactNode
}): ReactElement {
  const { can, role, name } = useOrganization()
  if (can(scope)) return <>{children}</>
  return (
    <>
      {title !== undefined && <PageHeader title={title} />}
      <Paper p="xl" withBorder>
        <Stack align="center" gap="sm">
          <ThemeIcon aria-hidden="true" color="gray" radius="xl" size={44} variant="light">
            <IconLock size={22} />
          </ThemeIcon>
          <Text fw={600}>Your role does not allow this page</Text>
          <Text c="dimmed" maw={480} size="sm" ta="center">
            You are {role} of {name}. This page is for the role {sayRolesWith(scope)}. An owner or admin can change your
            role under Team.
          </Text>
        </Stack>
      </Paper>
    </>
  )
}
