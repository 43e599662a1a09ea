/** Reads a workflow from a file or pasted text into the draft. */
import { Alert, Button, FileButton, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { Draft, OfferedStep } from '../../data/workflow-types.ts'
import { type Imported, MAX_IMPORT_BYTES, parseImport } from './transfer.ts'

interface Props {
  readonly opened: boolean
  readonly offered: readonly OfferedStep[]
  onClose(): void
  onImport(draft: Draft): void
}

/** Nothing is taken over before it was shown; one undo brings the draft of before back. */
export function ImportDialog({ opened, offered, onClose, onImport }: Props): ReactElement {
  return (
    <Modal onClose={onClose} opened={opened} title="Import a workflow">
      <ImportForm offered={offered} onClose={onClose} onImport={onImport} />
    </Modal>
  )
}

function ImportForm({ offered, onClose, onImport }: Omit<Props, 'opened'>): ReactElement {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const read = text.trim() === '' ? undefined : tryImport(text, offered)

  async function open(file: File | null): Promise<void> {
    if (!file) return
    setProblem(undefined)
    if (file.size > MAX_IMPORT_BYTES) setProblem(`${file.name} is larger than ${MAX_IMPORT_BYTES / 1024} KB.`)
    else setText(await file.text())
  }

  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">
        A file that was exported here, an answer of the API, or the value of deepidv’s workflow builder.
      </Text>
      <FileButton accept="application/json,.json" onChange={(file) => void open(file)}>
        {(props) => (
          <Button {...props} variant="default" w="fit-content">
            Choose a file
          </Button>
        )}
      </FileButton>
      <Textarea
        autosize
        label="JSON"
        maxLength={MAX_IMPORT_BYTES}
        maxRows={10}
        minRows={4}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
      />
      {(problem ?? (typeof read === 'string' ? read : undefined)) !== undefined && (
        <Alert color="red" role="alert" variant="light">
          {problem ?? (read as string)}
        </Alert>
      )}
      {typeof read === 'object' && <ImportSummary offered={offered} read={read} />}
      <Group justify="flex-end">
        <Button onClick={onClose} variant="default">
          Cancel
        </Button>
        <Button disabled={typeof read !== 'object'} onClick={() => typeof read === 'object' && onImport(read.draft)}>
          Import
        </Button>
      </Group>
    </Stack>
  )
}

function ImportSummary({ read, offered }: { readonly read: Imported; readonly offered: readonly OfferedStep[] }) {
  const { draft, leftOut } = read
  const labels = draft.steps.map(({ id }) => offered.find((step) => step.id === id)?.label ?? id)
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">
        <strong>{draft.name}</strong>: {labels.join(' → ')}. It takes the place of the draft.
      </Text>
      {leftOut.length > 0 && (
        <Alert color="orange" title="Left out" variant="light">
          <List size="sm">
            {leftOut.map((reason) => (
              <List.Item key={reason}>{reason}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}

function tryImport(text: string, offered: readonly OfferedStep[]): Imported | string {
  try {
    return parseImport(text, offered)
  } catch (error) {
    return error instanceof Error ? error.message : 'This cannot be read.'
  }
}
