/** The viewer's e-mail address over a picture, so that a photograph of the screen says who took it. */
import { type ReactElement, useId } from 'react'
import { usePerson } from '../../lib/organization.ts'
import classes from './compare.module.css'

/** Lets every pointer through. */
export function Watermark(): ReactElement {
  const { email } = usePerson()
  const id = useId()
  const width = email.length * 8 + 48
  return (
    <svg aria-hidden="true" className={classes.watermark} data-watermark={email}>
      <defs>
        <pattern height={120} id={id} patternTransform="rotate(-24)" patternUnits="userSpaceOnUse" width={width}>
          <text x={8} y={28}>
            {email}
          </text>
          <text x={width / 2 - width} y={88}>
            {email}
          </text>
          <text x={width / 2} y={88}>
            {email}
          </text>
        </pattern>
      </defs>
      <rect fill={`url(#${id})`} height="100%" width="100%" />
    </svg>
  )
}
