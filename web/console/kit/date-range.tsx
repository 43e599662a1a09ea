/** Two days that a list is narrowed to. */
import type { ReactElement } from 'react'
import { DateInput } from './date-input.tsx'

interface DateRangeProps {
  /** `YYYY-MM-DD`; undefined without a bound. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onChange: (change: { readonly from?: string | undefined } | { readonly to?: string | undefined }) => void
}

/** Two fields in a row; each keeps the other from being passed. */
export function DateRange({ from, to, onChange }: DateRangeProps): ReactElement {
  return (
    <>
      <DateInput label="From" max={to} onChange={(day) => onChange({ from: day })} size="xs" value={from} />
      <DateInput label="To" min={from} onChange={(day) => onChange({ to: day })} size="xs" value={to} />
    </>
  )
}
