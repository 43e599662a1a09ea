/** Who asks, what for, what is needed, what is stored; agreeing or not. */
import { type ReactElement, useRef, useState } from 'react'
import { formatDateTime } from '../../ui/format.ts'
import { CameraIcon, ClockIcon, DocumentIcon, FaceIcon, LockIcon, PenIcon } from '../../ui/icons.tsx'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import { Notice } from '../parts/notice.tsx'
import { Sheet, SheetList } from '../parts/sheet.tsx'
import { TickBox } from '../parts/tick-box.tsx'
import type { Session } from '../session.ts'
import { slotKindOf } from '../slots/slot-kind.ts'
import { texts } from '../texts.ts'
import styles from './welcome.module.css'

interface WelcomeProps {
  readonly session: Session
  readonly busy: boolean
  readonly onAgree: () => void
  readonly onDecline: () => void
}

/** Measuring a face needs a tick of its own; without a face there is nothing to tick. */
export function Welcome({ session, busy, onAgree, onDecline }: WelcomeProps): ReactElement {
  const { organizationName: organization, applicantFirstName, expiresAt } = session
  const asksForFace = session.steps.some(({ slots }) => slots.some(({ name }) => slotKindOf(name) === 'face'))
  const box = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)

  const agree = () => {
    if (!asksForFace || box.current?.checked) return onAgree()
    setMissing(true)
    box.current?.focus()
  }

  const actions = (
    <>
      <Button busy={busy} onPress={agree} weight="primary">
        {texts.welcome.agree}
      </Button>
      <Button onPress={onDecline} weight="quiet">
        {texts.welcome.decline}
      </Button>
    </>
  )

  return (
    <Screen actions={actions}>
      <Heading lead={texts.welcome.lead(applicantFirstName)}>{texts.welcome.title(organization)}</Heading>
      <Needs session={session} />
      <DataUse organization={organization} />
      {expiresAt && (
        <p className={styles.until}>
          <ClockIcon />
          {texts.welcome.until(formatDateTime(expiresAt, texts.language))}
        </p>
      )}
      {asksForFace && (
        <div className={styles.consent}>
          <TickBox
            box={box}
            describedBy={missing ? 'biometrics-missing' : undefined}
            isRequired
            onChange={() => setMissing(false)}
          >
            {texts.welcome.biometrics(organization)}
          </TickBox>
          {missing && <Notice id="biometrics-missing" says={texts.welcome.biometricsMissing} takesFocus={false} />}
        </div>
      )}
    </Screen>
  )
}

function Needs({ session }: { readonly session: Session }): ReactElement {
  const steps = new Set(session.steps.map(({ kind }) => kind))
  const kinds = new Set(session.steps.flatMap(({ slots }) => slots.map(({ name }) => slotKindOf(name))))
  return (
    <section className={styles.needs}>
      <h2>{texts.welcome.needsTitle}</h2>
      <ul>
        {kinds.has('document') && (
          <li>
            <DocumentIcon />
            {texts.welcome.needDocument}
          </li>
        )}
        {kinds.has('face') && (
          <li>
            <FaceIcon />
            {texts.welcome.needFace}
          </li>
        )}
        {steps.has('DOCUMENT_UPLOAD') && (
          <li>
            <DocumentIcon />
            {texts.welcome.needFiles}
          </li>
        )}
        {steps.has('CUSTOM_FORM') && (
          <li>
            <PenIcon />
            {texts.welcome.needAnswers}
          </li>
        )}
        {kinds.size > 0 && (
          <li>
            <CameraIcon />
            {texts.welcome.needOther}
          </li>
        )}
      </ul>
    </section>
  )
}

function DataUse({ organization }: { readonly organization: string }): ReactElement {
  const trigger = (open: () => void) => (
    <button className={styles.more} onClick={open} type="button">
      {texts.welcome.more}
    </button>
  )
  return (
    <section className={styles.data}>
      <LockIcon />
      <div>
        <h2>{texts.welcome.dataTitle}</h2>
        <p>{texts.welcome.data(organization)}</p>
        <Sheet title={texts.data.title} trigger={trigger}>
          <SheetList items={texts.data.sections(organization)} />
        </Sheet>
      </div>
    </section>
  )
}
