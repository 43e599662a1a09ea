/** The one h1 of a screen: takes the focus and names the tab, so that a new screen is noticed without eyes. */
import { type ReactElement, useEffect, useRef } from 'react'
import { texts } from '../texts.ts'
import styles from './heading.module.css'

interface HeadingProps {
  readonly children: string
  readonly lead?: string
}

/** Title and lead of a screen; give it a `key` where a screen changes its meaning without being replaced. */
export function Heading({ children, lead }: HeadingProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${children} – ${texts.product}`
  }, [children])

  useEffect(() => {
    scrollTo({ top: 0 })
    heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div className={styles.heading}>
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead && <p>{lead}</p>}
    </div>
  )
}
