/** A large box to tick or to choose, with a native checkbox or radio button over all of it. */
import type { ReactElement, ReactNode, Ref } from 'react'
import { CheckIcon } from '../../ui/icons.tsx'
import styles from './tick-box.module.css'

interface TickBoxProps {
  readonly children: ReactNode
  readonly box?: Ref<HTMLInputElement>
  readonly id?: string
  readonly checked?: boolean
  readonly isRequired?: boolean
  /** Id of what is wrong; undefined when nothing is. */
  readonly describedBy?: string | undefined
  readonly isInvalid?: boolean
  /** The group that it is one choice of. */
  readonly group?: string
  readonly onChange: (checked: boolean) => void
}

/** Left to the browser unless `checked` is given. */
export function TickBox(props: TickBoxProps): ReactElement {
  const { children, box, id, checked, isRequired, describedBy, group, onChange } = props
  return (
    <label className={styles.box}>
      <input
        aria-describedby={describedBy}
        aria-invalid={props.isInvalid ?? describedBy !== undefined}
        checked={checked}
        id={id}
        name={group}
        onChange={({ target }) => onChange(target.checked)}
        ref={box}
        required={isRequired}
        type={group === undefined ? 'checkbox' : 'radio'}
      />
      <span className={styles.tick}>
        <CheckIcon />
      </span>
      <span>{children}</span>
    </label>
  )
}
