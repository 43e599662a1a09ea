/** Turns two-factor sign-in off. */
import { Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { accountQuery, endTwoFactor } from '../../data/account.ts'
import { meQuery } from '../../data/me.ts'
import { PasswordForm } from './password-form.tsx'

interface DialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Asks for the password, and then for a factor unless one was just shown, so that neither an unlocked computer nor a password is enough. */
export function EndTwoFactorDialog({ opened, onClose }: DialogProps): ReactElement {
  const queryClient = useQueryClient()
  const end = async (password: string) => {
    await endTwoFactor(password)
    onClose()
    void queryClient.invalidateQueries(accountQuery)
    void queryClient.invalidateQueries(meQuery)
    notifications.show({ message: 'Two-factor sign-in is off.' })
  }
  return (
    <Modal onClose={onClose} opened={opened} title="Turn off two-factor sign-in?">
      <PasswordForm action="Turn off" isDangerous onCancel={onClose} onPassword={end}>
        Your password alone will sign you in. The authenticator entry and the backup codes stop working.
      </PasswordForm>
    </Modal>
  )
}
