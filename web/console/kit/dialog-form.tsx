/** The form in a dialog: its fields, what went wrong, and the two ways out. */
import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react'
import { FormProblem } from './form-problem.tsx'

interface DialogFormProps {
  /** The verb on the button, e.g. `Create key`. */
  readonly action: string
  readonly isReady?: boolean
  readonly onClose: () => void
  /** What the form is for; what it throws is shown, and the dialog stays. */
  readonly onSubmit: () => Promise<unknown>
  /** Shows an error at the fields that it is about; answers whether nothing is left to say. */
  readonly onProblem?: (error: unknown) => boolean
  readonly children: ReactNode
}

/** Goes inside of a `Modal`; one call at a time. */
export function DialogForm(props: DialogFormProps): ReactElement {
  const { action, isReady = true, onClose, onSubmit, onProblem, children } = props
  const [problem, setProblem] = useState<unknown>()
  const [isRunning, setRunning] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    setProblem(undefined)
    try {
      await onSubmit()
    } catch (error) {
      if (!onProblem?.(error)) setProblem(error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {children}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button onClick={onClose} variant="default">
            Cancel
          </Button>
          <Button disabled={!isReady} loading={isRunning} type="submit">
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
