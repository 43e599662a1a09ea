/** A file that is shown by its name and size. */
import type { ReactElement, ReactNode } from 'react'
import { formatFileSize } from '../../ui/format.ts'
import { FileIcon } from '../../ui/icons.tsx'
import { texts } from '../texts.ts'
import styles from './file-row.module.css'

interface FileRowProps {
  readonly name: string
  readonly sizeBytes: number
  /** A button at the end. */
  readonly children?: ReactNode
}

/** A PDF has no picture here: its name says which one it is. */
export function FileRow({ name, sizeBytes, children }: FileRowProps): ReactElement {
  return (
    <div className={styles.row}>
      <span className={styles.sign}>
        <FileIcon />
      </span>
      <span className={styles.name}>
        {name}
        <span className={styles.size}>{formatFileSize(sizeBytes, texts.language)}</span>
      </span>
      {children}
    </div>
  )
}
