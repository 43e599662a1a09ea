/** Where the applicant is among the real steps. */
import type { ReactElement } from 'react'
import { texts } from '../texts.ts'
import { Hidden } from './hidden.tsx'
import styles from './progress.module.css'

interface ProgressProps {
  readonly names: readonly string[]
  /** From 1. */
  readonly current: number
}

/** A bar of one piece per step, and the count in words. */
export function Progress({ names, current }: ProgressProps): ReactElement {
  return (
    <div className={styles.progress}>
      <ol aria-label={texts.progress}>
        {names.map((name, index) => (
          <li
            aria-current={index + 1 === current ? 'step' : undefined}
            className={index < current ? styles.reached : undefined}
            key={name}
          >
            <Hidden>{name}</Hidden>
          </li>
        ))}
      </ol>
      <p>{texts.step(current, names.length)}</p>
    </div>
  )
}
