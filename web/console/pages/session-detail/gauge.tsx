/** A value on a scale of 0 to 100, with the marks from which it passes and below which it fails. */
import type { ReactElement } from 'react'
import type { Finding } from '../../data/session-detail.ts'
import classes from './findings.module.css'

/** A picture of numbers that stand beside it in words. */
export function Gauge({ gauge }: { readonly gauge: NonNullable<Finding['gauge']> }): ReactElement {
  const { value, pass, review } = gauge
  const tone = value >= pass ? 'passed' : value < review ? 'failed' : 'doubtful'
  return (
    <div aria-hidden="true" className={classes.gauge}>
      <div className={classes.value} data-tone={tone} style={{ width: `${value}%` }} />
      <div className={classes.mark} style={{ insetInlineStart: `${pass}%` }} />
      {review > 0 && <div className={classes.mark} style={{ insetInlineStart: `${review}%` }} />}
    </div>
  )
}
