/** Buttons in three weights, links that look alike, and the picker of a file. */
import type { ChangeEvent, ReactElement, ReactNode } from 'react'
import { PDF_TYPE, PHOTO_TYPES } from '../photo-types.ts'
import styles from './button.module.css'

type Weight = 'primary' | 'secondary' | 'quiet'

interface ButtonProps {
  readonly weight: Weight
  readonly children: ReactNode
  /** Replaces the words for screen readers where several buttons say the same. */
  readonly label?: string
  /** A busy button keeps the focus and ignores presses. */
  readonly busy?: boolean
  readonly onPress: () => void
}

/** A button; `primary` at most once a screen. */
export function Button({ weight, children, label, busy = false, onPress }: ButtonProps): ReactElement {
  return (
    <button
      aria-disabled={busy}
      aria-label={label}
      className={`${styles.button} ${styles[weight]}`}
      onClick={busy ? undefined : onPress}
      type="button"
    >
      {children}
    </button>
  )
}

interface LinkProps {
  readonly weight: Weight
  readonly href: string
  readonly children: ReactNode
}

/** A link away from the page. */
export function ButtonLink({ weight, href, children }: LinkProps): ReactElement {
  return (
    <a className={`${styles.button} ${styles[weight]}`} href={href} rel="noreferrer">
      {children}
    </a>
  )
}

interface PickerProps {
  readonly weight: Weight
  readonly children: ReactNode
  /** Opens the camera at once: the one that looks away from the holder, or at the holder. */
  readonly camera?: 'environment' | 'user'
  readonly takesPdf?: boolean
  /** Joins the words of the question above, or of an error below. */
  readonly describedBy?: string | undefined
  readonly id?: string
  readonly invalid?: boolean
  readonly onPick: (file: File) => void
}

/** A native file input under the looks of a button: works with keyboard, voice and every assistive technology. */
export function PhotoPicker(props: PickerProps): ReactElement {
  const { weight, children, camera, takesPdf, describedBy, id, invalid, onPick } = props
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    // Without this, choosing the same file a second time would be no change.
    event.target.value = ''
    if (file) onPick(file)
  }
  const types = takesPdf ? [...PHOTO_TYPES, PDF_TYPE] : PHOTO_TYPES
  return (
    <label className={camera ? `${styles.picker} ${styles.camera}` : styles.picker}>
      <input
        accept={types.join(',')}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        capture={camera}
        id={id}
        onChange={pick}
        type="file"
      />
      <span className={`${styles.button} ${styles[weight]}`}>{children}</span>
    </label>
  )
}
