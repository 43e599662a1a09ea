/** Asks for the password inside a dialog, before something that needs it. */
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { FormProblem } from '../../kit/form-problem.tsx'
import { useSubmit } from '../../lib/use-submit.ts'

interface PasswordFormProps {
  readonly children: ReactNode
  /** The verb on the button. */
  readonly action: string
  readonly isDangerous?: boolean
  readonly onCancel: () => void
  readonly onPassword: (password: string) => Promise<unknown>
}

/** The field has the focus: an act without the password does nothing. */
export function PasswordForm(props: PasswordFormProps): ReactElement {
  const { children, action, isDangerous = false, onCancel, onPassword } = props
  const [password, setPassword] = useState('')
  const { problem, isRunning, onSubmit } = useSubmit(() => onPassword(password))
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack gap="md">
        <Text component="div" size="sm">
          {children}
        </Text>
        <PasswordInput
          autoComplete="current-password"
          data-autofocus
          label="Password"
          onChange={(event) => setPassword(event.currentTarget.value)}
          value={password}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button onClick={onCancel} variant="default">
            Cancel
          </Button>
          <Button disabled={password === ''} loading={isRunning} type="submit" {...(isDangerous && { color: 'red.9' })}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
