/** Before the link is opened: whose it is, and one tap that only a person makes. */
import type { ReactElement } from 'react'
import { LockIcon } from '../../ui/icons.tsx'
import type { Sender } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { Outcome } from './outcome.tsx'

interface DoorProps {
  readonly sender: Sender
  readonly busy: boolean
  readonly onStart: () => void
}

/** Nothing of the applicant stands here: nobody is known yet. */
export function Door({ sender, busy, onStart }: DoorProps): ReactElement {
  const { title, lead, start } = texts.door
  return (
    <Outcome
      actions={
        <Button busy={busy} onPress={onStart} weight="primary">
          {start}
        </Button>
      }
      lead={lead}
      sign={<LockIcon />}
      title={title(sender.organizationName)}
      tone="calm"
    />
  )
}
