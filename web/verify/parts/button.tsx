/** Buttons in three weights, links that look alike, and the picker of a photo. */
import type { ChangeEvent, ReactElement, ReactNode } from 'react'
import { PHOTO_TYPES } from '../photo-types.ts'
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
  readonly onPick: (photo: File) => void
}

/** A native file input under the looks of a button: works with keyboard, voice and every assistive technology. */
export function PhotoPicker({ weight, children, camera, onPick }: PickerProps): ReactElement {
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const photo = event.target.files?.[0]
    // Without this, choosing the same file a second time would be no change.
    event.target.value = ''
    if (photo) onPick(photo)
  }
  return (
    <label className={camera ? `${styles.picker} ${styles.camera}` : styles.picker}>
      <input accept={PHOTO_TYPES.join(',')} capture={camera} onChange={pick} type="file" />
      <span className={`${styles.button} ${styles[weight]}`}>{children}</span>
    </label>
  )
}
