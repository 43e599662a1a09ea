/** Changing the password. */
import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { changePassword, signInsQuery } from '../../data/account.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { NewPasswordInput } from '../../kit/new-password-input.tsx'
import { Section } from '../../kit/section.tsx'
import { ratePassword } from '../../lib/password-strength.ts'
import { useSubmit } from '../../lib/use-submit.ts'

/** Every other device is signed out by it. */
export function PasswordSection(): ReactElement {
  const queryClient = useQueryClient()
  const [currentPassword, setCurrentPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    await changePassword({ currentPassword, newPassword })
    setCurrentPassword('')
    setNewPassword('')
    await queryClient.invalidateQueries(signInsQuery)
    notifications.show({ message: 'Your password is changed. Every other device is signed out.' })
  }, ['newPassword'])
  return (
    <Section description="Changing it signs you out on every other device." title="Password">
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md" maw={420}>
          <PasswordInput
            autoComplete="current-password"
            label="Current password"
            onChange={(event) => setCurrentPassword(event.currentTarget.value)}
            value={currentPassword}
          />
          <NewPasswordInput
            error={fieldProblems.newPassword}
            label="New password"
            onChange={setNewPassword}
            value={newPassword}
          />
          <FormProblem problem={problem} />
          <Group>
            <Button
              disabled={currentPassword === '' || !ratePassword(newPassword).isEnough}
              loading={isRunning}
              type="submit"
            >
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
