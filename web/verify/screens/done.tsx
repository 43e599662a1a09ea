/** The end: says what is true of the check, and leads back to the organization when it wants the applicant back. */
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { CheckIcon, ClockIcon, CrossIcon, LockIcon } from '../../ui/icons.tsx'
import { Button, ButtonLink } from '../parts/button.tsx'
import type { Session } from '../session.ts'
import { texts } from '../texts.ts'
import styles from './done.module.css'
import { Outcome } from './outcome.tsx'

const REDIRECT_AFTER_SECONDS = 5

type End = 'verified' | 'submitted' | 'rejected' | 'refused'

const SIGNS: Readonly<Record<End, ReactNode>> = {
  verified: <CheckIcon />,
  submitted: <ClockIcon />,
  rejected: <CrossIcon />,
  refused: <LockIcon />,
}

interface DoneProps {
  readonly session: Session
  /** Ended before this page was opened: nobody is sent anywhere unasked. */
  readonly earlier: boolean
  /** The applicant did not agree to a consent step. */
  readonly refused: boolean
}

/** The end of the flow; reasons and scores stay with the organization. */
export function Done({ session, earlier, refused }: DoneProps): ReactElement {
  const { organizationName: organization, redirectUrl } = session
  const end = endOf(session, refused)
  const [seconds, stay] = useRedirect(earlier ? undefined : redirectUrl)
  const actions = redirectUrl && (
    <>
      <ButtonLink href={redirectUrl} weight="primary">
        {texts.done.goBack(organization)}
      </ButtonLink>
      {seconds !== undefined && (
        <Button onPress={stay} weight="quiet">
          {texts.done.stay}
        </Button>
      )}
    </>
  )
  return (
    <Outcome
      actions={actions}
      lead={texts.done[end].lead(organization)}
      sign={SIGNS[end]}
      title={texts.done[end].title}
      tone={end === 'verified' ? 'good' : 'calm'}
    >
      {seconds !== undefined && <p className={styles.countdown}>{texts.done.redirect(organization, seconds)}</p>}
    </Outcome>
  )
}

function endOf({ status }: Session, refused: boolean): End {
  if (status === 'VERIFIED') return 'verified'
  if (status === 'SUBMITTED') return 'submitted'
  return refused ? 'refused' : 'rejected'
}

/** Counts down and leaves; the second answer stops it (WCAG 2.2.1). Undefined seconds: nothing is counted. */
function useRedirect(url: string | undefined): readonly [seconds: number | undefined, stay: () => void] {
  const [seconds, setSeconds] = useState(REDIRECT_AFTER_SECONDS)
  const [stayed, setStayed] = useState(false)
  const counting = url !== undefined && !stayed

  useEffect(() => {
    if (!counting) return
    if (seconds === 0) return location.replace(url)
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000)
    return () => clearTimeout(timer)
  }, [counting, seconds, url])

  return [counting ? seconds : undefined, () => setStayed(true)]
}
