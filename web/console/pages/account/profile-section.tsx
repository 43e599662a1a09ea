/** Name and e-mail address of the person. */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { type Account, accountQuery, renamePerson } from '../../data/account.ts'
import { meQuery } from '../../data/me.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { Section } from '../../kit/section.tsx'
import { useSubmit } from '../../lib/use-submit.ts'

/** The e-mail address is what invitations and the audit log know the person by, so it stays. */
export function ProfileSection({ account }: { readonly account: Account }): ReactElement {
  const queryClient = useQueryClient()
  const [name, setName] = useState(account.name)
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    await renamePerson(name)
    await Promise.all([queryClient.invalidateQueries(accountQuery), queryClient.invalidateQueries(meQuery)])
    notifications.show({ message: 'Your name is saved.' })
  }, ['name'])
  return (
    <Section description="Other members see your name in the team and in the audit log." title="Profile">
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md" maw={420}>
          <TextInput
            autoComplete="name"
            error={fieldProblems.name}
            label="Name"
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            value={name}
          />
          <TextInput label="E-mail" readOnly value={account.email} variant="filled" />
          <FormProblem problem={problem} />
          <Group>
            <Button disabled={name.trim() === '' || name === account.name} loading={isRunning} type="submit">
              Save name
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
