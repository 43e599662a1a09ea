/** Asks before a version is published: what changes, what is doubtful, and who stays on the version of before. */
import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { Remark } from '../../data/workflow-types.ts'
import { ErrorState } from '../../kit/states.tsx'
import type { Change } from './diff.ts'

interface Props {
  readonly opened: boolean
  /** The version that would be made. */
  readonly version: number
  readonly changes: readonly Change[]
  readonly warnings: readonly Remark[]
  /** Sessions that are under way on the versions so far. */
  readonly pendingSessions: number
  onClose(): void
  /** Closes the dialog itself when the version is there; what it throws is shown. */
  onPublish(): Promise<void>
}

/** The first version is called by what it does: it creates the workflow. */
export function PublishDialog(props: Props): ReactElement {
  const { opened, version, onClose } = props
  const title = version === 1 ? 'Create this workflow?' : `Publish version ${version}?`
  return (
    // Gone at once: while it faded, it would already speak of the version after.
    <Modal onClose={onClose} opened={opened} title={title} transitionProps={{ exitDuration: 0 }}>
      <PublishForm {...props} />
    </Modal>
  )
}

function PublishForm({ version, changes, warnings, pendingSessions, onClose, onPublish }: Props): ReactElement {
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<unknown>()
  async function publish(): Promise<void> {
    setRunning(true)
    setError(undefined)
    try {
      await onPublish()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Stack gap="md">
      <List aria-label="Changes" size="sm" spacing={4}>
        {changes.map(({ text }) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
      {warnings.length > 0 && (
        <Alert
          color="orange"
          title={warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`}
          variant="light"
        >
          {warnings.map(({ message }) => (
            <Text key={message} size="sm">
              {message}
            </Text>
          ))}
        </Alert>
      )}
      <Text c="dimmed" size="sm">
        {effectOf(version, pendingSessions)}
      </Text>
      {error !== undefined && <ErrorState error={error} title="Nothing was published" />}
      <Group justify="flex-end">
        <Button onClick={onClose} variant="default">
          Cancel
        </Button>
        <Button data-autofocus loading={isRunning} onClick={() => void publish()}>
          {version === 1 ? 'Create workflow' : `Publish version ${version}`}
        </Button>
      </Group>
    </Stack>
  )
}

function effectOf(version: number, pendingSessions: number): string {
  if (version === 1) return 'Sessions can begin with it at once. Later changes become versions of their own.'
  const begin = `Sessions that begin from here on follow version ${version}.`
  if (pendingSessions === 0) return `${begin} Those that have begun stay on theirs.`
  if (pendingSessions === 1) return `${begin} One that is under way stays on the version it began with.`
  return `${begin} ${pendingSessions} that are under way stay on the version they began with.`
}
