/** Names a passkey: one that is about to be made, or one that is there. */
import { Modal, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { signInsQuery } from '../../data/account.ts'
import { meQuery } from '../../data/me.ts'
import { addPasskey, type Passkey, passkeysQuery, renamePasskey } from '../../data/passkeys.ts'
import { DialogForm } from '../../kit/dialog-form.tsx'

interface DialogProps {
  /** Undefined while the dialog is closed. */
  readonly passkey: Passkey | 'new' | undefined
  readonly onClose: () => void
}

/** The browser's own dialog follows for one that is made. */
export function NamePasskeyDialog({ passkey, onClose }: DialogProps): ReactElement {
  return (
    <Modal
      onClose={onClose}
      opened={passkey !== undefined}
      title={passkey === 'new' || !passkey ? 'Add a passkey' : 'Rename this passkey'}
    >
      {passkey && <NameForm onClose={onClose} passkey={passkey} />}
    </Modal>
  )
}

function NameForm({ passkey, onClose }: { readonly passkey: Passkey | 'new'; readonly onClose: () => void }) {
  const queryClient = useQueryClient()
  const current = useQuery(signInsQuery).data?.items.find(({ isCurrent }) => isCurrent)
  const isNew = passkey === 'new'
  const [name, setName] = useState(isNew ? (current?.device ?? '') : passkey.name)
  const save = async () => {
    if (isNew) await addPasskey(name.trim())
    else await renamePasskey(passkey.id, name.trim())
    await Promise.all([queryClient.invalidateQueries(passkeysQuery), queryClient.invalidateQueries(meQuery)])
    notifications.show({ message: isNew ? 'Your passkey is added. You can sign in with it.' : 'The name is saved.' })
    onClose()
  }
  return (
    <DialogForm action={isNew ? 'Continue' : 'Save'} isReady={name.trim() !== ''} onClose={onClose} onSubmit={save}>
      {isNew && <Text size="sm">Your browser asks next where to keep it: this device, a phone or a security key.</Text>}
      <TextInput
        autoComplete="off"
        data-autofocus
        description="So that you know it again, for example by the device."
        label="Name"
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        value={name}
      />
    </DialogForm>
  )
}
