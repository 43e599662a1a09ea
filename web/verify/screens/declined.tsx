/** The applicant said no: a calm end that can be taken back. */
import type { ReactElement } from 'react'
import { LockIcon } from '../../ui/icons.tsx'
import { Button, ButtonLink } from '../parts/button.tsx'
import type { Session } from '../session.ts'
import { texts } from '../texts.ts'
import { Outcome } from './outcome.tsx'

interface DeclinedProps {
  readonly session: Session
  readonly onReconsider: () => void
}

/** Nothing was sent and nothing is stored. */
export function Declined({ session, onReconsider }: DeclinedProps): ReactElement {
  const actions = (
    <>
      {session.declineUrl && (
        <ButtonLink href={session.declineUrl} weight="primary">
          {texts.declined.leave(session.organizationName)}
        </ButtonLink>
      )}
      <Button onPress={onReconsider} weight="secondary">
        {texts.declined.reconsider}
      </Button>
    </>
  )
  return (
    <Outcome
      actions={actions}
      lead={texts.declined.lead(session.organizationName)}
      sign={<LockIcon />}
      title={texts.declined.title}
      tone="calm"
    />
  )
}
