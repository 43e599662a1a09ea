/** Somebody else published while this draft was made: says what they changed and lets the author choose. */
import { Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { OfferedStep, WorkflowWithVersions } from '../../data/workflow-types.ts'
import { workflowQuery } from '../../data/workflows.ts'
import { ErrorState } from '../../kit/states.tsx'
import { listChanges } from './diff.ts'
import type { Base } from './use-builder.ts'

interface Props {
  readonly opened: boolean
  readonly workflowId: string
  /** What the draft began from. */
  readonly base: Base
  readonly offered: readonly OfferedStep[]
  onClose(): void
  /** Publishes the draft over theirs; closes the dialog itself. */
  onOverwrite(theirs: WorkflowWithVersions): Promise<void>
  /** Gives the draft up for theirs. */
  onTakeTheirs(theirs: WorkflowWithVersions): void
}

/** Nothing is decided by closing it: the draft stays as it is. */
export function ConflictDialog(props: Props): ReactElement {
  return (
    <Modal
      onClose={props.onClose}
      opened={props.opened}
      title="Somebody published meanwhile"
      transitionProps={{ exitDuration: 0 }}
    >
      <ConflictForm {...props} />
    </Modal>
  )
}

function ConflictForm({ workflowId, base, offered, onClose, onOverwrite, onTakeTheirs }: Props): ReactElement {
  const { data: theirs, error, refetch } = useQuery({ ...workflowQuery(workflowId), staleTime: 0 })
  const [problem, setProblem] = useState<unknown>()
  if (error && !theirs) {
    return <ErrorState error={error} onRetry={() => void refetch()} title="Their version could not be loaded" />
  }
  if (!theirs || theirs.version === base.version) return <Skeleton height={120} />
  const [newest] = theirs.versions
  const changes = listChanges(base.draft, theirs, offered)
  return (
    <Stack gap="md">
      <Text size="sm">
        {newest?.createdBy ?? 'An API key'} published version {theirs.version}; your draft began with version{' '}
        {base.version}. They changed:
      </Text>
      <List aria-label="Their changes" size="sm" spacing={4}>
        {changes.map(({ text }) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
        {changes.length === 0 && <List.Item>Nothing that is shown here.</List.Item>}
      </List>
      {problem !== undefined && <ErrorState error={problem} title="Nothing was published" />}
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose} variant="default">
          Keep editing
        </Button>
        <Button onClick={() => onTakeTheirs(theirs)} variant="default">
          Discard mine
        </Button>
        <Button color="red.9" onClick={() => onOverwrite(theirs).catch(setProblem)}>
          Publish mine as version {theirs.version + 1}
        </Button>
      </Group>
    </Stack>
  )
}
