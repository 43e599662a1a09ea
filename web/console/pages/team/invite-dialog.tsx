/** Invites somebody: address and role, then the link to hand on. */
import { Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { Role } from '../../data/me.ts'
import { invite, teamKey } from '../../data/team.ts'
import { CopyButton } from '../../kit/copy.tsx'
import { DialogForm } from '../../kit/dialog-form.tsx'
import { ApiError } from '../../lib/api.ts'
import { useOrganization } from '../../lib/organization.ts'
import { RoleSelect } from './role-select.tsx'

interface InviteDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Starts empty each time that it is opened. */
export function InviteDialog({ opened, onClose }: InviteDialogProps): ReactElement {
  return (
    <Modal onClose={onClose} opened={opened} title="Invite somebody">
      <InviteSteps onClose={onClose} />
    </Modal>
  )
}

function InviteSteps({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [made, setMade] = useState<{ email: string; link: string; isMailed: boolean }>()
  if (!made) return <InviteForm onClose={onClose} onMade={setMade} />
  return (
    <Stack gap="md">
      <Text size="sm">
        {made.isMailed ? 'This link is on its way by e-mail to ' : 'Hand this link to '}
        <b>{made.email}</b>. It works for that address only, for seven days.{!made.isMailed && ' No e-mail is sent.'}
      </Text>
      <Code aria-label="Invitation link" block role="region" style={{ overflowX: 'auto' }} tabIndex={0}>
        {made.link}
      </Code>
      <Group justify="flex-end">
        <CopyButton label="link" value={made.link} />
        <Button onClick={onClose} size="xs">
          Done
        </Button>
      </Group>
    </Stack>
  )
}

function InviteForm({
  onClose,
  onMade,
}: {
  readonly onClose: () => void
  readonly onMade: (made: { email: string; link: string; isMailed: boolean }) => void
}): ReactElement {
  const { role: myRole } = useOrganization()
  const client = useQueryClient()
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: '', role: 'developer' },
    validate: { email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : 'Enter an e-mail address') },
  })
  const submit = async () => {
    if (form.validate().hasErrors) return
    const { email, role } = form.getValues()
    const { link, isMailed } = await invite(email.trim(), role)
    await client.invalidateQueries({ queryKey: teamKey() })
    onMade({ email: email.trim(), link, isMailed })
  }
  const showHint = (error: unknown) => {
    const hint = error instanceof ApiError ? error.hints.find(({ path }) => path[0] === 'email') : undefined
    if (hint) form.setFieldError('email', hint.message)
    return hint !== undefined
  }
  return (
    <DialogForm action="Make the invitation" onClose={onClose} onProblem={showHint} onSubmit={submit}>
      <TextInput
        autoComplete="off"
        data-autofocus
        label="E-mail address"
        maxLength={254}
        required
        type="email"
        {...form.getInputProps('email')}
      />
      <RoleSelect
        canMakeOwners={myRole === 'owner'}
        label="Role"
        onChange={(role) => form.setFieldValue('role', role)}
        value={form.values.role}
      />
    </DialogForm>
  )
}
