/** Asks before something dangerous: names the thing and the effect, and starts with Cancel. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { FormProblem } from './form-problem.tsx'

interface ConfirmDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** The verb on the button, e.g. `Revoke key`. */
  readonly action: string
  /** Text that must be typed first, for what cannot be undone. */
  readonly typed?: string
  /** Done before the dialog closes; what it throws is shown and the dialog stays. */
  readonly onConfirm: () => Promise<unknown>
}

/** A dialog for acts that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  return (
    <Modal onClose={props.onClose} opened={props.opened} title={props.title}>
      <ConfirmForm {...props} />
    </Modal>
  )
}

function ConfirmForm({ onClose, children, action, typed, onConfirm }: ConfirmDialogProps): ReactElement {
  const [text, setText] = useState('')
  const [isRunning, setRunning] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const confirm = async () => {
    setRunning(true)
    setProblem(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Stack gap="md">
      <Text component="div" size="sm">
        {children}
      </Text>
      {typed !== undefined && (
        <TextInput
          autoComplete="off"
          label={`Type ${typed} to confirm`}
          onChange={(event) => setText(event.currentTarget.value)}
          value={text}
        />
      )}
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose} variant="default">
          Cancel
        </Button>
        <Button
          color="red.9"
          disabled={typed !== undefined && text !== typed}
          loading={isRunning}
          onClick={() => void confirm()}
        >
          {action}
        </Button>
      </Group>
    </Stack>
  )
}
