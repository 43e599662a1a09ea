/** The shape of every screen that ends something: a sign, a title, one sentence, a way on. */
import type { ReactElement, ReactNode } from 'react'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import styles from './outcome.module.css'

interface OutcomeProps {
  readonly sign: ReactNode
  readonly tone: 'good' | 'calm'
  readonly title: string
  readonly lead: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** One sign, one sentence, at most two ways on. */
export function Outcome({ sign, tone, title, lead, children, actions }: OutcomeProps): ReactElement {
  return (
    <Screen actions={actions}>
      <div className={styles.outcome}>
        <div className={`${styles.sign} ${styles[tone]}`}>{sign}</div>
        <Heading lead={lead}>{title}</Heading>
        {children}
      </div>
    </Screen>
  )
}
