/** Reset password: the secret of the link stands behind the `#`, which browsers send to nobody. */
import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { resetPassword } from '../../data/sign-in.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { LinkAnchor, LinkButton } from '../../kit/link.tsx'
import { NewPasswordInput } from '../../kit/new-password-input.tsx'
import { ratePassword } from '../../lib/password-strength.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'

/** The page. */
export function ResetPasswordPage(): ReactElement {
  const [token] = useState(() => window.location.hash.slice(1))
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    await resetPassword({ token, newPassword: password })
    setDone(true)
  }, ['newPassword'])
  return (
    <EntryFrame
      footer={
        <LinkAnchor to="/forgot-password" underline="always">
          Ask for another link
        </LinkAnchor>
      }
      title="Choose another password"
    >
      {isDone ? (
        <Stack gap="md">
          <Alert
            color="green"
            icon={<IconCircleCheck aria-hidden="true" />}
            role="status"
            title="Your password is changed"
            variant="light"
          >
            You were signed out on every device.
          </Alert>
          <LinkButton fullWidth to="/sign-in">
            Sign in
          </LinkButton>
        </Stack>
      ) : token === '' ? (
        <FormProblem problem="This link is not complete. Open it as it was handed to you, or ask for another one." />
      ) : (
        <form noValidate onSubmit={onSubmit}>
          <Stack gap="md">
            <Text c="dimmed" size="sm">
              You will be signed out on every device.
            </Text>
            <NewPasswordInput
              error={fieldProblems.newPassword}
              label="New password"
              onChange={setPassword}
              value={password}
            />
            <FormProblem problem={problem} />
            <Button disabled={!ratePassword(password).isEnough} fullWidth loading={isRunning} type="submit">
              Change password
            </Button>
          </Stack>
        </form>
      )}
    </EntryFrame>
  )
}
