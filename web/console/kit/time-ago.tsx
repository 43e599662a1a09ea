/** A moment as a person says it, with the exact time on demand. */
import { Text, Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'

const UNITS: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** `3 min. ago`; the tooltip has the local and the UTC time. `moment` is an ISO string. */
export function TimeAgo({ moment }: { readonly moment: string }): ReactElement {
  const date = new Date(moment)
  return (
    <Tooltip label={`${absolute.format(date)} · ${date.toISOString()}`}>
      <Text component="time" dateTime={moment} inherit style={{ whiteSpace: 'nowrap' }}>
        {formatAgo(date, Date.now())}
      </Text>
    </Tooltip>
  )
}

function formatAgo(date: Date, nowMs: number): string {
  const seconds = (date.getTime() - nowMs) / 1000
  const unit = UNITS.find(([, length]) => Math.abs(seconds) >= length)
  return unit ? relative.format(Math.round(seconds / unit[1]), unit[0]) : 'just now'
}
