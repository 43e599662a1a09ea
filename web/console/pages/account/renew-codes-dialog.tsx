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

/** The codes that were kept before stop working. */
export function RenewCodesDialog({ opened, onClose }: DialogProps): ReactElement {
  return (
    <Modal onClose={onClose} opened={opened} title="New backup codes">
      <RenewCodes onClose={onClose} />
    </Modal>
  )
}

function RenewCodes({ onClose }: { readonly onClose: () => void }): ReactElement {
  const queryClient = useQueryClient()
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes) return <BackupCodes codes={codes} onDone={onClose} />
  const renew = async (password: string) => {
    const { backupCodes } = await renewBackupCodes(password)
    setCodes(backupCodes)
    await queryClient.invalidateQueries(accountQuery)
  }
  return (
    <PasswordForm action="Make new codes" onCancel={onClose} onPassword={renew}>
      You get ten new codes. Those that you kept before stop working.
    </PasswordForm>
  )
}
