/** The first moment: the shape of the page before its words. */
import type { ReactElement } from 'react'
import { Hidden } from '../parts/hidden.tsx'
import { texts } from '../texts.ts'
import styles from './opening.module.css'

/** A skeleton that stands where the welcome will stand, so that nothing jumps. */
export function Opening(): ReactElement {
  return (
    <div className={styles.opening}>
      <h1>
        <Hidden>{texts.opening.title}</Hidden>
      </h1>
      <div className={styles.title} />
      <div className={styles.line} />
      <div className={styles.block} />
      <div className={styles.line} />
      <div className={styles.short} />
    </div>
  )
}
