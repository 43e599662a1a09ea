/** The first moment, in the words that index.html has shown already. */
import type { ReactElement } from 'react'
import { texts } from '../texts.ts'
import styles from './opening.module.css'

/** Says that the page is on its way. */
export function Opening(): ReactElement {
  return (
    <div className={styles.opening}>
      <h1>{texts.opening.title}</h1>
      <p>{texts.opening.wait}</p>
    </div>
  )
}
