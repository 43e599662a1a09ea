/** Shows a key that was just made. */
import type { ReactElement } from 'react'
import { SecretDialog } from '../../kit/secret-dialog.tsx'

/** A key that nobody has seen yet. */
export interface FreshKey {
  readonly name: string
  readonly key: string
  /** Whether the list can show it again. */
  readonly canReveal: boolean
}

/** Open while there is one. */
export function KeySecretDialog({
  fresh,
  onClose,
}: {
  readonly fresh: FreshKey | undefined
  readonly onClose: () => void
}): ReactElement | null {
  if (!fresh) return null
  return (
    <SecretDialog
      about={
        fresh.canReveal
          ? 'Copy it now. You can also show it later in this list.'
          : 'Copy it now: your organization shows keys once, and this is that time.'
      }
      label="API key"
      noun="key"
      onClose={onClose}
      secret={fresh.key}
      title={`The key of ${fresh.name}`}
      warning={
        fresh.canReveal
          ? 'You can show it again in the list.'
          : 'Nobody can show it again: you would have to regenerate it.'
      }
    />
  )
}
