/** Details on demand: a sheet from the bottom on a phone, a dialog on a larger screen. */
import { type MouseEvent, type ReactElement, type ReactNode, useId, useRef } from 'react'
import { CrossIcon } from '../../ui/icons.tsx'
import { texts } from '../texts.ts'
import styles from './sheet.module.css'

interface SheetProps {
  readonly title: string
  readonly children: ReactNode
  /** The button that opens it; called with the opener. */
  readonly trigger: (open: () => void) => ReactElement
}

/** A native modal dialog: focus stays inside, Escape, the cross and a press beside it close it, focus returns. */
export function Sheet({ title, children, trigger }: SheetProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const closeBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current.close()
  }
  return (
    <>
      {trigger(() => dialog.current?.showModal())}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes a modal dialog by Escape, natively. */}
      <dialog aria-labelledby={titleId} className={styles.sheet} onClick={closeBeside} ref={dialog}>
        <div className={styles.body}>
          <div className={styles.head}>
            <h2 id={titleId}>{title}</h2>
            <button aria-label={texts.close} onClick={() => dialog.current?.close()} type="button">
              <CrossIcon />
            </button>
          </div>
          {children}
        </div>
      </dialog>
    </>
  )
}

interface SheetListProps {
  readonly items: ReadonlyArray<{ readonly title: string; readonly text: string }>
}

/** Short titled paragraphs inside a sheet. */
export function SheetList({ items }: SheetListProps): ReactElement {
  return (
    <dl className={styles.list}>
      {items.map(({ title, text }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
