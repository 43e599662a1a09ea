/** The one dialog that is open over the list of keys. */
import { notifications } from '@mantine/notifications'
import type { ReactElement } from 'react'
import type { ApiKey, IssuedKey } from '../../data/api-keys.ts'
import { CreateDialog, RenameDialog, RestrictDialog } from './edit-dialogs.tsx'
import { RegenerateDialog, RevokeDialog } from './end-dialogs.tsx'
import type { KeyAct } from './key-parts.tsx'

/** What is being done, and to which key. */
export type OpenDialog = { readonly act: 'create' } | { readonly act: KeyAct; readonly apiKey: ApiKey }

interface KeyDialogsProps {
  readonly dialog: OpenDialog
  readonly onClose: () => void
  /** A key was made. */
  readonly onIssued: (name: string, issued: IssuedKey) => void
  /** Something else has changed. */
  readonly onChanged: () => void
}

/** The dialog. */
export function KeyDialogs({ dialog, onClose, onIssued, onChanged }: KeyDialogsProps): ReactElement {
  if (dialog.act === 'create') {
    return <CreateDialog onClose={onClose} onIssued={(issued, name) => onIssued(name, issued)} />
  }
  const { apiKey } = dialog
  const done = (message: string) => () => {
    onChanged()
    onClose()
    notifications.show({ color: 'green', message })
  }
  switch (dialog.act) {
    case 'regenerate':
      return <RegenerateDialog apiKey={apiKey} onClose={onClose} onIssued={(issued) => onIssued(apiKey.name, issued)} />
    case 'revoke':
      return <RevokeDialog apiKey={apiKey} onClose={onClose} onRevoked={done(`Revoked ${apiKey.name}`)} />
    case 'restrict':
      return <RestrictDialog apiKey={apiKey} onChanged={done(`Changed ${apiKey.name}`)} onClose={onClose} />
    case 'rename':
      return <RenameDialog apiKey={apiKey} onChanged={done(`Renamed ${apiKey.name}`)} onClose={onClose} />
    default:
      return dialog satisfies never
  }
}
