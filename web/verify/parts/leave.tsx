/** Asks before the browser's Back leaves the page. */
import { type ReactElement, useEffect, useId, useRef } from 'react'
import { texts } from '../texts.ts'
import { Button } from './button.tsx'
import styles from './sheet.module.css'

/** A dialog that is there while it is open; Escape stays too. */
export function Leave({ onStay }: { readonly onStay: () => void }): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog aria-labelledby={titleId} className={styles.sheet} onClose={onStay} ref={dialog}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h2 id={titleId}>{texts.leave.title}</h2>
        </div>
        <p>{texts.leave.text}</p>
        <Button onPress={() => dialog.current?.close()} weight="primary">
          {texts.leave.stay}
        </Button>
      </div>
    </dialog>
  )
}
