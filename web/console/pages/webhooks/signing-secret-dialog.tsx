/** Shows the secret of an endpoint in the moment that it is made, and what a receiver does with it. */
import type { ReactElement } from 'react'
import { Disclosure } from '../../kit/disclosure.tsx'
import { SecretDialog } from '../../kit/secret-dialog.tsx'
import { VerifySnippets } from './verify-snippets.tsx'

/** A secret that nobody has seen yet. */
export interface FreshSecret {
  readonly name: string
  readonly url: string
  readonly secret: string
}

/** Open while there is one. */
export function SigningSecretDialog({
  fresh,
  onClose,
}: {
  readonly fresh: FreshSecret | undefined
  readonly onClose: () => void
}): ReactElement | null {
  if (!fresh) return null
  return (
    <SecretDialog
      about="Copy it now: this is the only time that it is shown. Your receiver checks by it that a webhook is ours."
      label="Signing secret"
      noun="secret"
      onClose={onClose}
      secret={fresh.secret}
      title={`The secret of ${fresh.name}`}
      warning="Nobody can show it again: you would have to rotate it."
    >
      <Disclosure label="How to check a webhook">
        <VerifySnippets url={fresh.url} />
      </Disclosure>
    </SecretDialog>
  )
}
