/** Replaces the backup codes. */
import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { accountQuery, renewBackupCodes } from '../../data/account.ts'
import { BackupCodes } from './backup-codes.tsx'
import { PasswordForm } from './password-form.tsx'

interface DialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** The codes that were kept before stop working; those that are shown are put away by their button alone. */
export function RenewCodesDialog({ opened, onClose }: DialogProps): ReactElement {
  const queryClient = useQueryClient()
  const [codes, setCodes] = useState<readonly string[]>()
  const renew = async (password: string) => {
    const { backupCodes } = await renewBackupCodes(password)
    setCodes(backupCodes)
    await queryClient.invalidateQueries(accountQuery)
  }
  return (
    <Modal
      closeOnEscape={!codes}
      onClose={onClose}
      onExitTransitionEnd={() => setCodes(undefined)}
      opened={opened}
      title="New backup codes"
      withCloseButton={!codes}
    >
      {codes ? (
        <BackupCodes codes={codes} onDone={onClose} />
      ) : (
        <PasswordForm action="Make new codes" onCancel={onClose} onPassword={renew}>
          You get ten new codes. Those that you kept before stop working.
        </PasswordForm>
      )}
    </Modal>
  )
}
