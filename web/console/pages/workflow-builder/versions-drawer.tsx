/** Every version of a workflow: who made it, what it changed, and who is still on it. */
import { Badge, Button, Drawer, Group, List, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OfferedStep, WorkflowVersion } from '../../data/workflow-types.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { listChanges } from './diff.ts'

interface Props {
  readonly opened: boolean
  readonly name: string
  /** Newest first. */
  readonly versions: readonly WorkflowVersion[]
  readonly offered: readonly OfferedStep[]
  readonly isReadOnly: boolean
  onClose(): void
  /** Puts an earlier version into the draft. */
  onTake(version: WorkflowVersion): void
}

/** A version is never changed: taking an earlier one back makes another version. */
export function VersionsDrawer({ opened, name, versions, offered, isReadOnly, onClose, onTake }: Props): ReactElement {
  return (
    <Drawer
      closeButtonProps={{ 'aria-label': 'Close' }}
      onClose={onClose}
      opened={opened}
      position="right"
      title={`Versions of ${name}`}
    >
      <Stack component="ol" gap="lg" m={0} p={0} style={{ listStyle: 'none' }}>
        {versions.map((version, at) => {
          const earlier = versions[at + 1]
          const changes = earlier
            ? listChanges({ ...earlier, name }, { ...version, name }, offered).map(({ text }) => text)
            : version.steps.map(({ id }) => offered.find((step) => step.id === id)?.label ?? id)
          return (
            <Stack component="li" gap={4} key={version.version}>
              <Group gap="xs">
                <Text fw={600}>Version {version.version}</Text>
                {at === 0 && <Badge variant="light">Current</Badge>}
                {version.pendingSessions > 0 && (
                  <Badge color="gray" variant="light">
                    {version.pendingSessions === 1 ? '1 session' : `${version.pendingSessions} sessions`} under way
                  </Badge>
                )}
              </Group>
              <Text c="dimmed" size="sm">
                {version.createdBy ?? 'API key or command'}, <TimeAgo moment={version.createdAt} />
              </Text>
              <List size="sm" spacing={2}>
                {changes.map((text) => (
                  <List.Item key={text}>{text}</List.Item>
                ))}
                {changes.length === 0 && <List.Item>Another name</List.Item>}
              </List>
              {at > 0 && !isReadOnly && (
                <Button onClick={() => onTake(version)} size="compact-sm" variant="default" w="fit-content">
                  Take steps of version {version.version}
                </Button>
              )}
            </Stack>
          )
        })}
      </Stack>
    </Drawer>
  )
}
