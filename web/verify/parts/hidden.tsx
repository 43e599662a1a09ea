/** Words for screen readers only. */
import type { ReactElement, ReactNode } from 'react'
import styles from './hidden.module.css'

/** Text that is heard and not seen. */
export function Hidden({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className={styles.hidden}>{children}</span>
}
