/** A notice inside a screen: what is wrong and what to do, read out at once. */
import type { ReactElement } from 'react'
import { AlertIcon } from '../../ui/icons.tsx'
import styles from './notice.module.css'

interface NoticeProps {
  readonly says: string
  readonly does?: string
  readonly id?: string
}

/** Something needs attention; never blames, always says what to do. */
export function Notice({ says, does, id }: NoticeProps): ReactElement {
  return (
    <div className={styles.notice} id={id} role="alert">
      <AlertIcon />
      <p>
        <strong>{says}</strong> {does}
      </p>
    </div>
  )
}
