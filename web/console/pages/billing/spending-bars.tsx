/** Thirty small bars: what was spent on each of the last thirty days. */
import type { ReactElement } from 'react'
import type { Burn } from '../../data/billing.ts'
import { formatTokens } from './words.ts'

const HEIGHT = 18
const STEP = 6

/** A picture with its meaning in words; days without spending keep a line at the bottom. */
export function SpendingBars({ days }: Pick<Burn, 'days'>): ReactElement {
  const most = Math.max(1, ...days.map(({ spentTokens }) => spentTokens))
  const today = days.at(-1)?.spentTokens ?? 0
  return (
    <svg
      aria-label={`Tokens spent on each of the last 30 days: ${formatTokens(today)} today, at most ${formatTokens(most)}`}
      height={HEIGHT}
      role="img"
      viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
      width="100%"
      preserveAspectRatio="none"
    >
      {days.map(({ day, spentTokens }, place) => {
        const height = Math.max(1, (spentTokens / most) * HEIGHT)
        const fill = spentTokens > 0 ? 'var(--mantine-primary-color-filled)' : 'var(--console-border)'
        return <rect fill={fill} height={height} key={day} width={STEP - 2} x={place * STEP} y={HEIGHT - height} />
      })}
    </svg>
  )
}
