/** A notice inside a screen: what is wrong and what to do, read out at once. */
import { type ReactElement, useEffect, useRef } from 'react'
import { AlertIcon } from '../../ui/icons.tsx'
import styles from './notice.module.css'

interface NoticeProps {
  readonly says: string
  readonly does?: string
  readonly id?: string
  /** False where the field that is wrong takes the focus, or where nothing has to be done. */
  readonly takesFocus?: boolean
}

/** Something needs attention; never blames, always says what to do, and never stands out of sight. */
export function Notice({ says, does, id, takesFocus = true }: NoticeProps): ReactElement {
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) notice.current?.focus({ preventScroll: true })
    notice.current?.scrollIntoView({ block: 'nearest' })
  }, [takesFocus])
  return (
    <div className={styles.notice} id={id} ref={notice} role="alert" tabIndex={takesFocus ? -1 : undefined}>
      <AlertIcon />
      <p>
        <strong>{says}</strong> {does}
      </p>
    </div>
  )
}
