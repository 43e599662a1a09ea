/** The checks run: says so honestly and moves on by itself. */
import type { ReactElement } from 'react'
import { texts } from '../texts.ts'
import { Outcome } from './outcome.tsx'
import styles from './processing.module.css'

/** No stages are shown, because the server tells none. */
export function Processing(): ReactElement {
  return (
    <Outcome
      lead={texts.processing.lead}
      sign={<span className={styles.spinner} />}
      title={texts.processing.title}
      tone="calm"
    />
  )
}
