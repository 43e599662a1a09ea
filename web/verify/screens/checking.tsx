/** A step is being judged: says so calmly and moves on by itself. */
import { type ReactElement, useEffect, useState } from 'react'
import { texts } from '../texts.ts'
import styles from './checking.module.css'
import { Outcome } from './outcome.tsx'

const SLOW_AFTER_MS = 15_000

const TITLES: Readonly<Record<string, string>> = {
  ID_VERIFICATION: texts.checking.photos,
  FACE_LIVENESS: texts.checking.photos,
  AGE_ESTIMATION: texts.checking.photos,
  DOCUMENT_UPLOAD: texts.checking.files,
}

interface CheckingProps {
  readonly kind: string
  readonly announce: (sentence: string) => void
}

/** No share of the work is shown, because nobody knows it; after a while it says that it takes longer. */
export function Checking({ kind, announce }: CheckingProps): ReactElement {
  const title = TITLES[kind] ?? texts.checking.other
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    announce(title)
    const timer = setTimeout(() => {
      setSlow(true)
      announce(texts.checking.slow)
    }, SLOW_AFTER_MS)
    return () => {
      clearTimeout(timer)
      announce('')
    }
  }, [announce, title])
  return (
    <Outcome
      lead={isSlow ? texts.checking.slow : texts.checking.lead}
      sign={<span aria-label={title} className={styles.spinner} role="progressbar" />}
      title={title}
      tone="calm"
    />
  )
}
