/** Two days that a list is narrowed to. */
import { TextInput } from '@mantine/core'
import type { ReactElement } from 'react'

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
      <TextInput
        label="From"
        max={to}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
        size="xs"
        type="date"
        value={from ?? ''}
      />
      <TextInput
        label="To"
        min={from}
        onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
        size="xs"
        type="date"
        value={to ?? ''}
      />
    </>
  )
}
