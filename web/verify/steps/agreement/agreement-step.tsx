/** A text to agree to, with the applicant's legal name and, where it is asked for, a signature. */
import { type ReactElement, useRef, useState } from 'react'
import { HostedError } from '../../api.ts'
import { useBack } from '../../parts/back.ts'
import { Button } from '../../parts/button.tsx'
import fieldStyles from '../../parts/field.module.css'
import { describedBy, Field } from '../../parts/field.tsx'
import { Screen } from '../../parts/frame.tsx'
import { Heading } from '../../parts/heading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { TickBox } from '../../parts/tick-box.tsx'
import { toText } from '../../session.ts'
import { stepTexts } from '../../step-texts.ts'
import { texts } from '../../texts.ts'
import { Automatic } from '../photos-step.tsx'
import type { StepProps } from '../step-props.ts'
import styles from './agreement.module.css'
import { ConfirmRefusal } from './confirm-refusal.tsx'
import { SignatureBox } from './signature-box.tsx'

/** A step that asks for nothing passes by itself. */
export function AgreementStep(props: StepProps): ReactElement {
  const { step, control, announce } = props
  if (step.requirements.consent_required !== false) return <Agreement {...props} />
  const pass = async () => {
    try {
      await control.submit({ step: step.kind, body: {}, covered: false })
    } catch {
      control.dispatch({ type: 'failed', problem: 'unreachable' })
    }
  }
  return <Automatic announce={announce} busy={control.busy} kind={step.kind} onSubmit={() => void pass()} />
}

interface Faults {
  readonly tick?: string
  readonly name?: string
  readonly signature?: string
}

type Trouble = 'waiting' | 'lost' | 'refused'

function Agreement({ step, session, control, announce }: StepProps): ReactElement {
  const { requirements, slots, failureReason } = step
  const { send, submit } = control
  const [isTicked, tick] = useState(false)
  const [name, setName] = useState(() => legalNameOf(session))
  const [signature, sign] = useState<() => Promise<File>>()
  const [faults, setFaults] = useState<Faults>(
    failureReason === 'SIGNATURE_EMPTY' ? { signature: stepTexts.signature.emptyAgain } : {},
  )
  const [trouble, setTrouble] = useState<Trouble>()
  const [isBusy, setBusy] = useState(false)
  const [isConfirming, confirm] = useState(false)
  const fields = { tick: useRef<HTMLInputElement>(null), name: useRef<HTMLInputElement>(null) }
  const signatureBox = useRef<HTMLFieldSetElement>(null)
  const [slot] = requirements.signature_required === true ? slots : []
  useBack(isConfirming ? () => confirm(false) : undefined)

  const answer = async (body: { accepted: boolean; legal_name?: string }) => {
    setBusy(true)
    setTrouble(undefined)
    try {
      if (body.accepted && slot && signature) {
        const waiting = () => setTrouble('waiting')
        await send(slot.name, await signature(), { onProgress: () => undefined, onWaiting: waiting })
      }
      await submit({ step: step.kind, body, covered: false, refused: !body.accepted })
    } catch (error) {
      const code = error instanceof HostedError ? error.code : undefined
      if (code === 'image_invalid') setFaults({ signature: stepTexts.signature.unreadable })
      else setTrouble(code === 'validation_failed' ? 'refused' : 'lost')
      confirm(false)
    }
    setBusy(false)
  }

  const agree = () => {
    const found: Faults = {
      ...(!isTicked && { tick: stepTexts.agreement.tickMissing }),
      ...(name.trim() === '' && { name: stepTexts.agreement.nameMissing }),
      ...(slot && !signature && { signature: stepTexts.signature.missing }),
    }
    setFaults(found)
    const [first] = Object.values(found)
    if (first === undefined) return void answer({ accepted: true, legal_name: name.trim() })
    announce(Object.values(found).join(' '))
    if (found.tick) fields.tick.current?.focus()
    else if (found.name) fields.name.current?.focus()
    else signatureBox.current?.querySelector('input')?.focus()
  }

  if (isConfirming) {
    return (
      <ConfirmRefusal
        isBusy={isBusy}
        onEnd={() => void answer({ accepted: false })}
        onStay={() => confirm(false)}
        organization={session.organizationName}
      />
    )
  }

  const actions = (
    <>
      <Button busy={isBusy} onPress={agree} weight="primary">
        {isBusy ? stepTexts.agreement.agreeing : stepTexts.agreement.agree}
      </Button>
      <Button busy={isBusy} onPress={() => confirm(true)} weight="quiet">
        {stepTexts.agreement.refuse}
      </Button>
    </>
  )
  return (
    <Screen actions={actions}>
      <Heading lead={stepTexts.agreement.lead(session.organizationName)}>
        {step.kind === 'CONSENT' ? stepTexts.agreement.titles.other : stepTexts.agreement.titles.face}
      </Heading>
      {trouble && <TroubleNotice trouble={trouble} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard. */}
      <section aria-label={stepTexts.agreement.textLabel} className={styles.text} tabIndex={0}>
        {paragraphsOf(requirements.text).map(({ text, at }) => (
          <p key={at}>{text}</p>
        ))}
      </section>
      <div className={styles.tick}>
        <TickBox
          box={fields.tick}
          checked={isTicked}
          describedBy={faults.tick && 'agree-missing'}
          isRequired
          onChange={(checked) => {
            tick(checked)
            setFaults(({ tick: _, ...others }) => others)
          }}
        >
          {stepTexts.agreement.tick}
        </TickBox>
        {faults.tick && <Notice id="agree-missing" says={faults.tick} takesFocus={false} />}
      </div>
      <Field fault={faults.name} id="legal-name" label={stepTexts.agreement.name}>
        <input
          aria-describedby={describedBy('legal-name', undefined, faults.name)}
          aria-invalid={faults.name !== undefined}
          autoComplete="name"
          className={fieldStyles.input}
          id="legal-name"
          maxLength={200}
          onChange={({ target }) => {
            setName(target.value)
            setFaults(({ name: _, ...others }) => others)
          }}
          ref={fields.name}
          required
          type="text"
          value={name}
        />
      </Field>
      {slot && (
        <SignatureBox
          box={signatureBox}
          fault={faults.signature}
          name={name}
          onSign={(make) => {
            sign(() => make)
            if (make) setFaults(({ signature: _, ...others }) => others)
          }}
        />
      )}
    </Screen>
  )
}

function TroubleNotice({ trouble }: { readonly trouble: Trouble }): ReactElement {
  if (trouble === 'waiting') return <Notice says={texts.photo.waiting} takesFocus={false} />
  return <Notice {...stepTexts[trouble]} />
}

function legalNameOf({ applicantFirstName, applicantLastName }: StepProps['session']): string {
  return [applicantFirstName, applicantLastName].filter(Boolean).join(' ')
}

function paragraphsOf(text: unknown): ReadonlyArray<{ readonly text: string; readonly at: number }> {
  return (toText(text) ?? '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph, at) => ({ text: paragraph, at }))
}
