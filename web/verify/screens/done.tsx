/** Submitted. Never tells the outcome; leads back to the organization when it wants the applicant back. */
import { type ReactElement, useEffect, useState } from 'react'
import { CheckIcon } from '../../ui/icons.tsx'
import { Button, ButtonLink } from '../parts/button.tsx'
import type { Session } from '../session.ts'
import { texts } from '../texts.ts'
import styles from './done.module.css'
import { Outcome } from './outcome.tsx'

const REDIRECT_AFTER_SECONDS = 5

interface DoneProps {
  readonly session: Session
  /** Submitted before this page was opened: nobody is sent anywhere unasked. */
  readonly earlier: boolean
}

/** The end of the flow. */
export function Done({ session, earlier }: DoneProps): ReactElement {
  const { organizationName: organization, redirectUrl } = session
  const words = texts.done
  const [seconds, stay] = useRedirect(earlier ? undefined : redirectUrl)
  const actions = redirectUrl && (
    <>
      <ButtonLink href={redirectUrl} weight="primary">
        {words.goBack(organization)}
      </ButtonLink>
      {seconds !== undefined && (
        <Button onPress={stay} weight="quiet">
          {words.stay}
        </Button>
      )}
    </>
  )
  return (
    <Outcome
      actions={actions}
      lead={earlier ? words.earlierLead(organization) : words.lead(organization)}
      sign={<CheckIcon />}
      title={earlier ? words.earlierTitle : words.title}
      tone="good"
    >
      {seconds !== undefined && <p className={styles.countdown}>{words.redirect(organization, seconds)}</p>}
    </Outcome>
  )
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
