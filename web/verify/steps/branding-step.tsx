/** The organization's welcome: who asks, and what comes next. */
import { type ReactElement, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import { Notice } from '../parts/notice.tsx'
import { stepName, stepTexts } from '../step-texts.ts'
import styles from './branding-step.module.css'
import type { StepProps } from './step-props.ts'

/** Nothing has to be given: going on is the answer. */
export function BrandingStep({ step, session, control }: StepProps): ReactElement {
  const { busy, submit } = control
  const words = stepTexts.branding
  const [isLost, setLost] = useState(false)
  const ahead = session.steps.slice((session.currentStep ?? 0) + 1)

  const go = async () => {
    setLost(false)
    try {
      await submit({ step: step.kind, body: { acknowledged: true }, covered: false })
    } catch {
      setLost(true)
    }
  }

  const action = (
    <Button busy={busy} onPress={() => void go()} weight="primary">
      {words.go}
    </Button>
  )
  return (
    <Screen actions={action}>
      <Heading lead={words.lead}>{words.title(session.organizationName)}</Heading>
      {isLost && <Notice {...stepTexts.lost} />}
      {ahead.length > 0 && (
        <section className={styles.ahead}>
          <h2>{words.ahead}</h2>
          <ol>
            {ahead.map(({ kind }, at) => (
              <li key={kind}>
                <span aria-hidden="true">{at + 1}</span>
                {stepName(kind)}
              </li>
            ))}
          </ol>
        </section>
      )}
    </Screen>
  )
}
